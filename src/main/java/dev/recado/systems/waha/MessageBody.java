package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.MessageKey;
import dev.recado.systems.engine.MessageKind;
import dev.recado.systems.engine.RawMessage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates a WhatsApp message into the hub's own fields. */
final class MessageBody {

  private static final BigDecimal FARTHEST = BigDecimal.valueOf(180);

  private MessageBody() {}

  /**
   * Reads a payload of {@code message} or {@code message.any}.
   *
   * @param payload WAHA's payload
   * @param peer the other side
   * @param providerId the message's id as WAHA wrote it, or null
   * @param sentAt when it was sent, or the nearest known time
   */
  static Map<String, @Nullable Object> of(
      JsonNode payload, Peer peer, @Nullable String providerId, Instant sentAt) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("chatId", peer.chat());
    body.put("answerTo", peer.phone() == null ? peer.chat() : peer.phone() + "@c.us");
    body.put("phone", peer.phone());
    body.put("name", peer.own() ? null : name(payload));
    body.put("messageId", providerId == null ? null : MessageKey.of(providerId).id());
    body.put("providerId", providerId);
    body.put("text", RawMessage.text(payload));
    body.put("button", RawMessage.of(payload).choice());
    body.put("kind", MessageKind.of(payload));
    body.put("media", media(payload));
    body.put("location", location(payload.path("location")));
    body.put("group", ChatId.isGroup(peer.chat()));
    body.put("participant", participant(payload));
    body.put("broadcast", ChatId.isBroadcast(peer.chat()));
    body.put("sentAt", sentAt.toString());
    body.put("replyTo", replyTo(payload.path("replyTo")));
    return body;
  }

  /** The sender's display name; each engine keeps it in another place. */
  private static @Nullable String name(JsonNode payload) {
    return EngineJson.text(payload, "/_data/pushName", "/_data/notifyName", "/_data/Info/PushName");
  }

  private static @Nullable String participant(JsonNode payload) {
    String participant = EngineJson.text(payload, "/participant", "/author");
    return participant == null ? null : ChatId.plain(participant);
  }

  private static @Nullable Map<String, @Nullable Object> media(JsonNode payload) {
    JsonNode media = payload.path("media");
    if (!media.isObject()) {
      return null;
    }
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put("ref", EngineJson.text(media.path("url")));
    found.put("kind", MessageKind.of(payload));
    found.put("mimetype", EngineJson.text(media.path("mimetype")));
    found.put("filename", EngineJson.text(media.path("filename")));
    found.put("size", null);
    JsonNode error = media.path("error");
    found.put("error", error.isContainerNode() ? error.toString() : EngineJson.text(error));
    return found;
  }

  private static @Nullable Map<String, @Nullable Object> location(JsonNode location) {
    if (!location.isObject()) {
      return null;
    }
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put("latitude", degrees(location.path("latitude")));
    found.put("longitude", degrees(location.path("longitude")));
    found.put("description", EngineJson.text(location, "/description", "/name", "/address"));
    return found;
  }

  /** A number, which some engines send as text. */
  private static @Nullable BigDecimal degrees(JsonNode node) {
    String text = EngineJson.text(node);
    if (text == null || !text.matches("-?\\d{1,3}(\\.\\d{1,20})?")) {
      return null;
    }
    BigDecimal degrees = new BigDecimal(text);
    return degrees.abs().compareTo(FARTHEST) > 0 ? null : degrees;
  }

  private static @Nullable Map<String, @Nullable Object> replyTo(JsonNode replyTo) {
    String id = EngineJson.text(replyTo, "/id", "/id/_serialized");
    if (id == null) {
      return null;
    }
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put("id", MessageKey.of(id).id());
    found.put("text", EngineJson.text(replyTo, "/body"));
    return found;
  }
}
