package dev.recado.chat.conversation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that a person wrote, read out of its event.
 *
 * @param event what brought it
 * @param channel the way it came, {@code whatsapp} where a gateway brought it
 * @param externalId the other side's id on that channel
 * @param phone its phone as the provider gave it, or null
 * @param name how it calls itself, or null
 * @param fromCustomer false where one of our own people wrote it at the phone
 * @param kind {@code text}, {@code audio} and so on
 * @param text what it says, or null
 * @param providerId its id at the provider, or null
 * @param sentAt when it was written
 */
public record ChatMessage(
    Event event,
    String channel,
    String externalId,
    @Nullable String phone,
    @Nullable String name,
    boolean fromCustomer,
    String kind,
    @Nullable String text,
    @Nullable String providerId,
    Instant sentAt) {

  static final String RECEIVED = EventTypes.WHATSAPP_MESSAGE_RECEIVED;
  static final String SENT = EventTypes.WHATSAPP_MESSAGE_SENT;

  /** More than WhatsApp itself lets anybody write (65,536 characters). */
  private static final int LONGEST_TEXT = 100_000;

  private static final int LONGEST_NAME = 200;

  static ChatMessage of(Event event) {
    Map<String, @Nullable Object> body = event.body();
    String phone = text(body, "phone");
    String chatId = text(body, "chatId");
    return new ChatMessage(
        event,
        or(text(body, "channel"), "whatsapp"),
        or(chatId, or(phone, event.subject())),
        phone,
        cut(text(body, "name"), LONGEST_NAME),
        event.type().equals(RECEIVED),
        or(text(body, "kind"), "unknown"),
        fitting(text(body, "text")),
        text(body, "messageId"),
        sentAt(body, event.receivedAt()));
  }

  /**
   * Reads a message that came by another way than the gateway.
   *
   * @param channel the way, for example {@code kommo}
   * @param phone of the customer, as it was found out
   * @param fromCustomer whether he wrote it, or one of our own people
   * @param event which names the customer on that way as {@code contactId}
   */
  public static ChatMessage through(
      String channel, String phone, boolean fromCustomer, Event event) {
    ChatMessage message = of(event);
    return new ChatMessage(
        event,
        channel,
        or(text(event.body(), "contactId"), phone),
        phone,
        message.name(),
        fromCustomer,
        message.kind(),
        message.text(),
        message.providerId(),
        message.sentAt());
  }

  private static Instant sentAt(Map<String, @Nullable Object> body, Instant otherwise) {
    String text = text(body, "sentAt");
    try {
      return text == null ? otherwise : Instant.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static @Nullable String text(Map<String, @Nullable Object> body, String field) {
    Object value = body.get(field);
    String text = value == null ? "" : String.valueOf(value).strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String cut(@Nullable String text, int most) {
    return text == null || text.length() <= most ? text : text.substring(0, most);
  }

  /** A text no longer than anybody can have written. */
  static @Nullable String fitting(@Nullable String text) {
    return cut(text, LONGEST_TEXT);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** Stories and newsletters are written to everybody, and nobody answers them. */
  boolean toEverybody() {
    return Boolean.TRUE.equals(event.body().get("broadcast"));
  }

  /** Who writes in a group takes nobody's conversation over. */
  boolean toGroup() {
    return Boolean.TRUE.equals(event.body().get("group"));
  }

  /** Older than what is answered: it had to wait at the provider. */
  boolean late() {
    return Boolean.TRUE.equals(event.body().get("late"));
  }

  /** What the hub itself sent comes back to it; its row is in the outbox already. */
  boolean ours() {
    return !fromCustomer && "api".equals(event.body().get("by"));
  }

  /** As the column calls whoever wrote it. */
  String author() {
    return fromCustomer ? "CUSTOMER" : "PERSON";
  }

  /** The conversation's key as far as this message alone tells. */
  String conversation() {
    return dev.recado.spine.outbox.Contacts.conversation(phone == null ? externalId : phone);
  }
}
