package dev.recado.chat.conversation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.flow.MediaReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of a person, read from its event.
 *
 * @param event the event
 * @param via the way, {@code whatsapp} for messages of any channel, else for example {@code kommo}
 * @param channel the id of the channel, else the same as the way
 * @param externalId the other side's id on that channel
 * @param answerTo how the channel's provider addresses the other side
 * @param phone its phone as the provider gave it, or null
 * @param name the other side's own name, or null
 * @param fromCustomer false if a team member wrote it on the phone
 * @param kind {@code text}, {@code audio} and so on
 * @param text the text, or null
 * @param providerId the message's id at the provider, or null
 * @param sentAt when it was written
 */
public record ChatMessage(
    Event event,
    String via,
    String channel,
    String externalId,
    String answerTo,
    @Nullable String phone,
    @Nullable String name,
    boolean fromCustomer,
    String kind,
    @Nullable String text,
    @Nullable String providerId,
    Instant sentAt) {

  /** The way of the messages of all channels. */
  static final String WHATSAPP = "whatsapp";

  static final String RECEIVED = EventTypes.WHATSAPP_MESSAGE_RECEIVED;
  static final String SENT = EventTypes.WHATSAPP_MESSAGE_SENT;

  /** More than WhatsApp's own limit (65,536 characters). */
  private static final int LONGEST_TEXT = 100_000;

  private static final int LONGEST_NAME = 200;

  static ChatMessage of(Event event) {
    Map<String, @Nullable Object> body = event.body();
    String phone = text(body, "phone");
    String externalId = or(text(body, "chatId"), or(phone, event.subject()));
    String channel = or(text(body, "channel"), WHATSAPP);
    return new ChatMessage(
        event,
        channel.equals(ChatEvents.CHANNEL) ? channel : WHATSAPP,
        channel,
        externalId,
        or(text(body, "answerTo"), externalId),
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
   * @param phone the customer's phone, as found
   * @param fromCustomer whether the customer wrote it, or a team member
   * @param event the event, with the customer as {@code contactId}
   */
  public static ChatMessage through(
      String channel, String phone, boolean fromCustomer, Event event) {
    ChatMessage message = of(event);
    return new ChatMessage(
        event,
        channel,
        channel,
        or(text(event.body(), "contactId"), phone),
        phone,
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

  /** A text cut to the greatest length. */
  static @Nullable String fitting(@Nullable String text) {
    return cut(text, LONGEST_TEXT);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** Stories and newsletters go to everybody, and nobody answers them. */
  boolean toEverybody() {
    return Boolean.TRUE.equals(event.body().get("broadcast"));
  }

  /** A message in a group takes over no conversation. */
  boolean toGroup() {
    return Boolean.TRUE.equals(event.body().get("group"));
  }

  /** Too old for an answer: it had to wait at the provider. */
  boolean late() {
    return Boolean.TRUE.equals(event.body().get("late"));
  }

  /** The hub's own messages come back from the provider. The outbox already has their rows. */
  boolean ours() {
    return !fromCustomer && "api".equals(event.body().get("by"));
  }

  /**
   * From a linked device of which the provider does not say which it is: the hub itself, or a
   * person at WhatsApp Web.
   */
  boolean linked() {
    return !fromCustomer && "linked".equals(event.body().get("by"));
  }

  /** Whether it came by a channel, and not through another system that shows the same chat. */
  boolean byWhatsApp() {
    return via.equals(WHATSAPP);
  }

  /** The reference to the file; null for other messages. */
  @Nullable Object media() {
    return MediaReference.of(event, event.body().get(MediaReference.FIELD));
  }

  /** The id of the file that the hub fetches; null for other messages. */
  @Nullable UUID mediaId() {
    return MediaReference.isFile(event, event.body().get(MediaReference.FIELD)) ? event.id() : null;
  }

  /** The button or row that the customer chose; null for other messages. */
  @Nullable Object button() {
    return event.body().get("button");
  }

  /** The author, as the column names it. */
  String author() {
    return fromCustomer ? "CUSTOMER" : "PERSON";
  }

  /** The conversation's key, as far as this message alone tells it. */
  String conversation() {
    return dev.recado.spine.outbox.Contacts.conversation(phone == null ? externalId : phone);
  }
}
