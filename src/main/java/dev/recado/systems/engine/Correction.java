package dev.recado.systems.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message that deletes or edits another one.
 *
 * <p>A gateway reports it by events of its own ({@code message.revoked}, {@code message.edited}),
 * by a message that holds a protocol message, or by both.
 *
 * @param messageId WhatsApp's own id of the other message
 * @param revoked true if that message is deleted for everybody, false if its text has changed
 * @param text the new text; null if the message is deleted or WAHA does not give the text
 */
public record Correction(String messageId, boolean revoked, @Nullable String text) {

  private static final String PROTOCOL = "protocolMessage";

  /** The numbers are those of WhatsApp's own protocol. */
  private static final Set<String> REVOCATIONS =
      Set.of("REVOKE", "0", "SENDER_REVOKE", "ADMIN_REVOKE", "REVOKED");

  private static final Set<String> EDITS = Set.of("MESSAGE_EDIT", "14");

  /** Reads the {@code message.revoked} of WAHA; null if it names no message. */
  public static @Nullable Correction revoked(JsonNode payload) {
    String id =
        EngineJson.text(
            payload,
            "/revokedMessageId",
            "/revokedMessageId/_serialized",
            "/before/id",
            "/before/id/_serialized",
            "/after/_data/protocolMessageKey/id",
            "/after/id",
            "/after/id/_serialized");
    return id == null ? null : new Correction(MessageKey.of(id).id(), true, null);
  }

  /** Reads the {@code message.edited} of WAHA; null if it names no message. */
  public static @Nullable Correction edited(JsonNode payload) {
    String named = EngineJson.text(payload, "/editedMessageId", "/editedMessageId/_serialized");
    Correction inside = in(payload);
    String inner = inside == null ? null : inside.messageId();
    String own = EngineJson.text(payload, "/id", "/id/_serialized");
    String id = named != null ? named : inner != null ? inner : own;
    if (id == null) {
      return null;
    }
    String text = EngineJson.text(payload, "/body");
    String raw = inside == null ? RawMessage.of(payload).written() : inside.text();
    return new Correction(MessageKey.of(id).id(), false, text == null ? raw : text);
  }

  /** Reads a message event; null if the message corrects no other one. */
  public static @Nullable Correction in(JsonNode payload) {
    RawMessage raw = RawMessage.of(payload);
    JsonNode protocol = raw.message().path(PROTOCOL);
    return protocol.isObject() ? ofProtocol(protocol, payload) : ofWebjs(raw, payload);
  }

  private static @Nullable Correction ofProtocol(JsonNode protocol, JsonNode payload) {
    String id = EngineJson.text(protocol, "/key/id", "/key/ID");
    String type = EngineJson.text(protocol, "/type");
    if (id == null || type == null) {
      return null;
    }
    String kind = type.toUpperCase(Locale.ROOT);
    if (REVOCATIONS.contains(kind)) {
      return new Correction(id, true, null);
    }
    if (!EDITS.contains(kind)) {
      return null;
    }
    String text = RawMessage.written(protocol.path("editedMessage"));
    return new Correction(id, false, text == null ? EngineJson.text(payload, "/body") : text);
  }

  /** WEBJS sends a deleted message again under its own id, with another type. */
  private static @Nullable Correction ofWebjs(RawMessage raw, JsonNode payload) {
    String type = raw.type();
    String subtype = EngineJson.text(raw.data(), "/subtype");
    String named =
        EngineJson.text(raw.data(), "/protocolMessageKey/id", "/protocolMessageKey/_serialized");
    boolean deleted =
        "revoked".equals(type)
            || "protocol".equals(type)
                && subtype != null
                && REVOCATIONS.contains(subtype.toUpperCase(Locale.ROOT));
    if (!deleted) {
      return "protocol".equals(type) && "message_edit".equals(subtype) && named != null
          ? new Correction(MessageKey.of(named).id(), false, EngineJson.text(payload, "/body"))
          : null;
    }
    String id = named == null ? EngineJson.text(payload, "/id", "/id/_serialized") : named;
    return id == null ? null : new Correction(MessageKey.of(id).id(), true, null);
  }
}
