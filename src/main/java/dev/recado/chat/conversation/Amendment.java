package dev.recado.chat.conversation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a message after it was sent, read out of its event.
 *
 * @param eventId what tells of it
 * @param channel the way it came
 * @param externalId the other side's id on that channel
 * @param phone its phone as the provider gave it, or null
 * @param own whether one of us wrote the message
 * @param providerId the message's id at the provider
 * @param revoked whether it is deleted for everybody; else it has another text
 * @param text its text from now on; null where it is deleted, or nobody tells
 * @param at when it was deleted or corrected
 */
record Amendment(
    UUID eventId,
    String channel,
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

  /** Nobody tells what the message says now: then nothing can be put right. */
  boolean empty() {
    return !revoked && text == null;
  }
}
