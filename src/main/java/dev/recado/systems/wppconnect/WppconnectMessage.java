package dev.recado.systems.wppconnect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Received;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.ChatSide;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.MessageKey;
import dev.recado.systems.engine.MessageKind;
import dev.recado.systems.engine.RawMessage;
import dev.recado.systems.engine.Scalars;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message of WPPConnect, which is WhatsApp Web's own flat object.
 *
 * @param tree the webhook
 * @param told when the hub received it
 */
record WppconnectMessage(JsonNode tree, Instant told) {

  /** In messages of all other types the body may be a file in base64, of megabytes. */
  private static final Set<String> WRITTEN =
      Set.of("chat", "hsm", "oversized", "list", "buttons", "template");

  private static final Set<String> FILES =
      Set.of("image", "video", "audio", "ptt", "sticker", "document");

  private static final BigDecimal FARTHEST = BigDecimal.valueOf(180);

  /** An id, which is a text or an object with the text in it (wppconnect-server#1233). */
  static @Nullable String id(JsonNode node) {
    JsonNode text = node.isObject() ? node.path("_serialized") : node;
    return text.isTextual() ? Scalars.usable(EngineJson.text(text)) : null;
  }

  /** WhatsApp's own id with the chat around it, or null. */
  @Nullable String fullId() {
    return id(tree.path("id"));
  }

  private MessageKey key() {
    String id = fullId();
    return MessageKey.of(id == null ? "" : id);
  }

  /** WhatsApp's own id, which connects sends, acknowledgements and answers; or null. */
  @Nullable String shortId() {
    String id = key().id();
    return id.isEmpty() ? null : id;
  }

  boolean own() {
    Boolean byKey = key().own();
    return tree.path("fromMe").asBoolean(byKey != null && byKey);
  }

  /** The chat; for own messages {@code from} is the business itself. */
  ChatSide side(Channel channel, @Nullable String session) {
    boolean own = own();
    String there = id(tree.path(own ? "to" : "from"));
    String keyChat = key().chat();
    String chat = keyChat != null ? keyChat : there != null ? there : id(tree.path("chatId"));
    if (chat == null || !ChatId.is(chat)) {
      throw new UnreadableException("The webhook names no chat", null);
    }
    String plain = ChatId.plain(chat);
    return new ChatSide(channel, session, plain, phone(plain, there), own);
  }

  private @Nullable String phone(String chat, @Nullable String there) {
    String phone = ChatId.phone(chat);
    if (phone != null || !ChatId.isHidden(chat)) {
      return phone;
    }
    String other = ChatId.phone(there);
    return other != null || own() ? other : ChatId.phone(id(tree.at("/sender/id")));
  }

  /** The payload that the engine's own readers take: the object, and its text if it has one. */
  JsonNode payload() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    ObjectNode data = ((ObjectNode) tree).deepCopy();
    String type = type();
    boolean written = type == null ? !file() : WRITTEN.contains(type);
    String text = EngineJson.text(written ? tree.path("body") : tree.path("caption"));
    if (file() || "location".equals(type)) {
      data.remove("body");
    }
    payload.set("_data", data);
    payload.put("id", fullId());
    return text == null ? payload : payload.put("body", text);
  }

  @Nullable String type() {
    return EngineJson.text(tree.path("type"));
  }

  /** Whether it is a file, by its type or by the marks of a type that is not known here. */
  private boolean file() {
    String type = type();
    return type != null && FILES.contains(type)
        || tree.hasNonNull("mimetype")
        || tree.path("isMedia").asBoolean()
        || tree.path("isMMS").asBoolean();
  }

  /** When it was written, in WhatsApp's seconds. */
  Instant sentAt() {
    Instant at = EngineJson.instant(tree.path("t"));
    Instant other = at == null ? EngineJson.instant(tree.path("timestamp")) : at;
    return other == null ? told : other;
  }

  /**
   * The facts of a message.
   *
   * @param side its chat
   * @param payload of {@link #payload}
   * @param answerWithin how old a message may be to get an answer
   */
  Received received(ChatSide side, JsonNode payload, Duration answerWithin) {
    String chat = String.valueOf(side.chat());
    String phone = side.phone();
    Received facts =
        Received.by(side.channel())
            .chat(chat, phone, phone == null ? chat : phone + "@c.us")
            .name(side.own() ? null : name())
            .id(shortId())
            .with("providerId", fullId())
            .with("session", side.session())
            .content(MessageKind.of(payload), RawMessage.text(payload))
            .at(sentAt(), told, answerWithin);
    Map<String, Object> choice = RawMessage.of(payload).choice();
    if (choice != null) {
      facts.button(String.valueOf(choice.get("id")), String.valueOf(choice.get("title")));
    }
    if (ChatId.isGroup(chat)) {
      facts.group(id(tree.path("author")));
    }
    if (ChatId.isBroadcast(chat)) {
      facts.with("broadcast", true);
    }
    quoted(facts);
    file(facts);
    place(facts);
    return facts;
  }

  private @Nullable String name() {
    return EngineJson.text(tree, "/notifyName", "/sender/pushname", "/sender/name");
  }

  private void quoted(Received facts) {
    String quoted = id(tree.path("quotedMsgId"));
    String stanza = quoted == null ? id(tree.path("quotedStanzaID")) : quoted;
    if (stanza != null) {
      boolean words = WRITTEN.contains(tree.at("/quotedMsg/type").asText(""));
      String text = EngineJson.text(tree.path("quotedMsg").path(words ? "body" : "caption"));
      facts.replyTo(MessageKey.of(stanza).id(), text);
    }
  }

  private void file(Received facts) {
    String ref = fullId();
    if (!file() || ref == null) {
      return;
    }
    Long size = tree.path("size").canConvertToLong() ? tree.path("size").longValue() : null;
    facts.media(
        ref, EngineJson.text(tree.path("mimetype")), EngineJson.text(tree.path("filename")), size);
    if (size != null && whole(tree.path("body"), size)) {
      facts.inline();
    }
  }

  /** If the server does not download files, the body is at most a small picture of one. */
  private static boolean whole(JsonNode base64, long size) {
    return base64.isTextual() && base64.textValue().length() >= size / 3 * 4;
  }

  private void place(Received facts) {
    BigDecimal latitude = degrees(tree.path("lat"));
    BigDecimal longitude = degrees(tree.path("lng"));
    if ("location".equals(type()) && latitude != null && longitude != null) {
      facts.location(latitude, longitude, EngineJson.text(tree.path("loc")));
    }
  }

  private static @Nullable BigDecimal degrees(JsonNode node) {
    String text = EngineJson.text(node);
    if (text == null || !text.matches("-?\\d{1,3}(\\.\\d{1,20})?")) {
      return null;
    }
    BigDecimal degrees = new BigDecimal(text);
    return degrees.abs().compareTo(FARTHEST) > 0 ? null : degrees;
  }
}
