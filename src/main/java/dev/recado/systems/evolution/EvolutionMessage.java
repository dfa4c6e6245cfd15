package dev.recado.systems.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Received;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.ChatSide;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.MessageKind;
import dev.recado.systems.engine.RawMessage;
import dev.recado.systems.engine.Scalars;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of Evolution, which is the structure of Baileys.
 *
 * @param data the part of the webhook
 * @param told when the hub received it; the webhook's own time is local with a false Z
 */
record EvolutionMessage(JsonNode data, Instant told) {

  private static final BigDecimal FARTHEST = BigDecimal.valueOf(180);

  private @Nullable String key(String field) {
    return Scalars.usable(EngineJson.text(data.path("key").path(field)));
  }

  /** WhatsApp's own id, or null. */
  @Nullable String id() {
    return key("id");
  }

  boolean own() {
    return data.at("/key/fromMe").asBoolean();
  }

  /** The chat; a hidden identity comes with its phone beside it where WhatsApp gives it. */
  ChatSide side(Channel channel, @Nullable String instance) {
    return side(channel, instance, data.path("key"));
  }

  static ChatSide side(Channel channel, @Nullable String instance, JsonNode key) {
    String chat = ChatId.known(EngineJson.text(key.path("remoteJid")));
    if (chat == null) {
      throw new UnreadableException("The webhook names no chat", null);
    }
    String plain = ChatId.plain(chat);
    String phone =
        ChatId.isHidden(plain)
            ? ChatId.phone(EngineJson.text(key.path("remoteJidAlt")))
            : ChatId.phone(plain);
    return new ChatSide(channel, instance, plain, phone, key.path("fromMe").asBoolean());
  }

  /** The payload that the engine's own readers take. */
  JsonNode payload() {
    return JsonNodeFactory.instance.objectNode().set("_data", data);
  }

  private JsonNode parts() {
    return RawMessage.unwrapped(data.path("message"));
  }

  /** When it was written, in WhatsApp's seconds. */
  Instant sentAt() {
    Instant at = EngineJson.instant(data.path("messageTimestamp"));
    return at == null ? told : at;
  }

  /** The part with the reaction, or a missing node. */
  JsonNode reaction() {
    return parts().path("reactionMessage");
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
    Received facts =
        Received.by(side.channel())
            .chat(chat, side.phone(), EvolutionNumber.answerTo(chat, side.phone()))
            .name(side.own() ? null : EngineJson.text(data.path("pushName")))
            .id(id())
            .with("session", side.session())
            .content(MessageKind.of(payload), RawMessage.text(payload))
            .at(sentAt(), told, answerWithin);
    Map<String, Object> choice = RawMessage.of(payload).choice();
    if (choice != null) {
      facts.button(String.valueOf(choice.get("id")), String.valueOf(choice.get("title")));
    }
    if (ChatId.isGroup(chat)) {
      facts.group(participant());
    }
    if (ChatId.isBroadcast(chat)) {
      facts.with("broadcast", true);
    }
    quoted(facts);
    file(facts);
    place(facts);
    return facts;
  }

  /** The author in a group, by the phone where the gateway gives it. */
  @Nullable String participant() {
    String phone = key("participantAlt");
    String author = phone == null ? key("participant") : phone;
    return author == null ? null : ChatId.plain(author);
  }

  /** Evolution copies the context of the content to the top; the content may have it, too. */
  private void quoted(Received facts) {
    String id = Scalars.usable(EngineJson.text(data.at("/contextInfo/stanzaId")));
    if (id != null) {
      facts.replyTo(id, RawMessage.written(data.at("/contextInfo/quotedMessage")));
    }
  }

  private void file(Received facts) {
    String id = id();
    for (Map.Entry<String, JsonNode> part : parts().properties()) {
      JsonNode content = part.getValue();
      if (id != null && content.isObject() && content.has("mimetype")) {
        JsonNode size = content.path("fileLength");
        facts.media(
            id,
            EngineJson.text(content.path("mimetype")),
            EngineJson.text(content, "/fileName", "/title"),
            size.asText("").matches("\\d{1,15}") ? Long.valueOf(size.asText()) : null);
        if (data.at("/message/base64").isTextual()) {
          facts.inline();
        }
        return;
      }
    }
  }

  private void place(Received facts) {
    JsonNode parts = parts();
    JsonNode place =
        parts.path(parts.has("locationMessage") ? "locationMessage" : "liveLocationMessage");
    BigDecimal latitude = degrees(place.path("degreesLatitude"));
    BigDecimal longitude = degrees(place.path("degreesLongitude"));
    if (latitude != null && longitude != null) {
      facts.location(latitude, longitude, EngineJson.text(place, "/name", "/address"));
    }
  }

  private static @Nullable BigDecimal degrees(JsonNode node) {
    if (!node.isNumber() || Math.abs(node.doubleValue()) > FARTHEST.doubleValue()) {
      return null;
    }
    return node.decimalValue();
  }
}
