package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Received;
import dev.recado.spine.flow.EventTypes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message in a chat (docs/contracts.md#meta-messages).
 *
 * @param toldAt when the hub got it
 * @param answerWithin how old it may be to get an answer
 */
record MetaMessage(Item item, Peer peer, Channel channel, Instant toldAt, Duration answerWithin) {

  private static final Set<String> FILES = Set.of("image", "video", "audio", "sticker", "document");

  /** What nobody wrote. */
  private static final Set<String> NOTICES = Set.of("system", "request_welcome");

  MetaEvents.Reading reading() {
    String type = type();
    if (NOTICES.contains(type)) {
      return new MetaEvents.Reading(EventTypes.WHATSAPP_MESSAGE_NOTICE, notice(type));
    }
    return switch (type) {
      case "reaction" -> new MetaEvents.Reading(EventTypes.WHATSAPP_MESSAGE_REACTION, reaction());
      case "edit" -> new MetaEvents.Reading(EventTypes.WHATSAPP_MESSAGE_EDITED, edited());
      case "revoke" ->
          new MetaEvents.Reading(
              EventTypes.WHATSAPP_MESSAGE_REVOKED, about("/revoke/original_message_id", null));
      default -> written(type);
    };
  }

  private JsonNode node() {
    return item.node();
  }

  private String type() {
    String type = Item.usable(node().path("type"));
    return type == null ? "unknown" : type;
  }

  private boolean own() {
    return item.kind() == Item.Kind.ECHO;
  }

  private Instant sentAt() {
    Instant sentAt = MetaJson.instant(node().path("timestamp"));
    return sentAt == null ? toldAt : sentAt;
  }

  private String answerTo() {
    return Phones.unmistakable(peer.address());
  }

  private MetaEvents.Reading written(String type) {
    Received received =
        Received.by(channel)
            .chat(peer.address(), peer.phone(), answerTo())
            .name(peer.name())
            .id(item.id());
    content(received, type);
    received.at(sentAt(), toldAt, answerWithin);
    String quoted = MetaJson.text(node(), "/context/id");
    if (quoted != null) {
      received.replyTo(quoted, null);
    }
    received.with("userId", peer.userId()).with("referral", referral());
    if (own()) {
      received.own("app");
    }
    return new MetaEvents.Reading(
        own() ? EventTypes.WHATSAPP_MESSAGE_SENT : EventTypes.WHATSAPP_MESSAGE_RECEIVED,
        received.body());
  }

  private void content(Received received, String type) {
    JsonNode content = node().path(type);
    if (FILES.contains(type)) {
      file(received, type, content);
      return;
    }
    switch (type) {
      case "text" -> received.content("text", MetaJson.text(content.path("body")));
      case "button" -> chosen(received, content, "/payload", "/text");
      case "interactive" -> interactive(received, content);
      case "location" -> location(received, content);
      case "contacts" -> received.content("contact", null).with("contacts", contacts(content));
      case "order" -> received.content("unknown", MetaJson.text(content.path("text")));
      default -> unreadable(received);
    }
  }

  /** A person wrote it, so it is a message, though nobody can read it. */
  private void unreadable(Received received) {
    int code = MetaJson.code(node().at("/errors/0/code"));
    received.content("unknown", null).with("error", code < 0 ? null : code);
  }

  /** A tap on a button or a row counts as if the customer had typed its label. */
  private static void chosen(Received received, JsonNode choice, String id, String title) {
    String label = MetaJson.text(choice.at(title));
    String named = MetaJson.text(choice.at(id));
    received.content("text", label == null ? named : label);
    if (named != null || label != null) {
      received.button(
          named == null ? String.valueOf(label) : named,
          label == null ? String.valueOf(named) : label);
    }
  }

  /** Meta may send the type without its object. */
  private void interactive(Received received, JsonNode content) {
    for (String reply : List.of("button_reply", "list_reply")) {
      if (content.path(reply).isObject()) {
        chosen(received, content.path(reply), "/id", "/title");
        return;
      }
    }
    String form = MetaJson.text(content, "/nfm_reply/body");
    if (form == null) {
      unreadable(received);
      return;
    }
    received.content("text", form).with("form", MetaJson.text(content, "/nfm_reply/response_json"));
  }

  private static void file(Received received, String type, JsonNode file) {
    boolean voice = type.equals("audio") && file.path("voice").asBoolean();
    received.content(voice ? "voice" : type, MetaJson.text(file.path("caption")));
    String ref = Item.usable(file.path("id"));
    if (ref != null) {
      received.media(
          ref, MetaJson.text(file.path("mime_type")), MetaJson.text(file.path("filename")), null);
    }
  }

  private static void location(Received received, JsonNode place) {
    received.content("location", null);
    BigDecimal latitude = MetaJson.degrees(place.path("latitude"));
    BigDecimal longitude = MetaJson.degrees(place.path("longitude"));
    if (latitude != null && longitude != null) {
      String described =
          Stream.of("name", "address")
              .flatMap(field -> Stream.ofNullable(MetaJson.text(place.path(field))))
              .collect(Collectors.joining(", "));
      received.location(latitude, longitude, described.isEmpty() ? null : described);
    }
  }

  private static List<Map<String, @Nullable Object>> contacts(JsonNode contacts) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (JsonNode contact : contacts) {
      List<String> phones = new ArrayList<>();
      for (JsonNode phone : contact.path("phones")) {
        Stream.ofNullable(MetaJson.text(phone, "/wa_id", "/phone")).forEach(phones::add);
      }
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", MetaJson.text(contact, "/name/formatted_name", "/name/first_name"));
      one.put("phones", phones);
      all.add(one);
    }
    return all;
  }

  /** The advertisement that the customer came from, under Meta's names. */
  private @Nullable Map<String, @Nullable Object> referral() {
    JsonNode referral = node().path("referral");
    Map<String, @Nullable Object> found = MetaNotices.scalars(referral);
    return found.isEmpty() ? null : found;
  }

  private Map<String, @Nullable Object> whose() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("channel", channel.id());
    body.put("chatId", peer.address());
    body.put("phone", peer.phone());
    body.put("fromMe", own());
    body.put("sentAt", sentAt().toString());
    return body;
  }

  private Map<String, @Nullable Object> notice(String type) {
    Map<String, @Nullable Object> body = whose();
    String what = MetaJson.text(node(), "/system/type");
    body.put("messageId", item.id());
    body.put("notice", what == null ? type : what);
    String newPhone = Item.usable(node().at("/system/wa_id"));
    if (newPhone != null) {
      body.put("newPhone", newPhone);
    }
    return body;
  }

  /** An emoji that is empty or missing was taken back. */
  private Map<String, @Nullable Object> reaction() {
    Map<String, @Nullable Object> body = whose();
    body.put("emoji", MetaJson.text(node(), "/reaction/emoji"));
    body.put("messageId", MetaJson.text(node(), "/reaction/message_id"));
    return body;
  }

  private Map<String, @Nullable Object> edited() {
    JsonNode message = node().at("/edit/message");
    String type = MetaJson.text(message.path("type"));
    return about(
        "/edit/original_message_id",
        MetaJson.text(message, "/text/body", "/" + (type == null ? "text" : type) + "/caption"));
  }

  private Map<String, @Nullable Object> about(String id, @Nullable String text) {
    Map<String, @Nullable Object> body = whose();
    body.put("messageId", MetaJson.text(node(), id));
    body.put("text", text);
    return body;
  }
}
