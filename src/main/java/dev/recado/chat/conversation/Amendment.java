package dev.recado.chat.conversation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deletion or a correction of a message, read from its event.
 *
 * @param eventId the event's id
 * @param channel the channel
 * @param placed whether the event names the chat; some gateways know only the message
 * @param externalId the other side's id on that channel
 * @param phone its phone as the provider gave it, or null
 * @param own whether the team wrote the message
 * @param providerId the message's id at the provider
 * @param revoked true for a deletion for everybody, false for a correction
 * @param text the new text; null for a deletion, or if it is unknown
 * @param at the time of the deletion or correction
 */
record Amendment(
    UUID eventId,
    String channel,
    boolean placed,
    String externalId,
    @Nullable String phone,
    boolean own,
    String providerId,
    boolean revoked,
    @Nullable String text,
    Instant at) {

  static Amendment of(Event event) {
    String chat = text(event, "chatId");
    String channel = text(event, "channel");
    return new Amendment(
        event.id(),
        channel == null ? "whatsapp" : channel,
        chat != null || text(event, "phone") != null,
        chat == null ? event.subject() : chat,
        text(event, "phone"),
        Boolean.TRUE.equals(event.body().get("fromMe")),
        String.valueOf(text(event, "messageId")),
        event.type().equals(EventTypes.WHATSAPP_MESSAGE_REVOKED),
        ChatMessage.fitting(text(event, "text")),
        at(event));
  }

  private static Instant at(Event event) {
    String at = text(event, "sentAt");
    try {
      return at == null ? event.receivedAt() : Instant.parse(at);
    } catch (DateTimeException e) {
      return event.receivedAt();
    }
  }

  private static @Nullable String text(Event event, String field) {
    Object value = event.body().get(field);
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() ? null : text;
  }

  /** The new text is unknown, so there is nothing to correct. */
  boolean empty() {
    return !revoked && text == null;
  }
}
