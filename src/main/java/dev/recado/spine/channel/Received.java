package dev.recado.spine.channel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a message that came by a channel, under the names that flows use; the same for every
 * provider.
 *
 * <p>docs/channels.md lists the fields. A fact that is not given is null.
 */
public final class Received {

  private final Map<String, @Nullable Object> body = new LinkedHashMap<>();

  private Received(Channel channel) {
    body.put("channel", channel.id());
  }

  /**
   * Begins with the channel.
   *
   * @param channel that the message came by
   */
  public static Received by(Channel channel) {
    return new Received(channel);
  }

  /**
   * Names the other side of the chat: the customer, also for a message that the business sent.
   *
   * @param chatId the id of the chat at the provider; the identity of the customer on this channel
   * @param phone international digits as the provider gives them, or null where they are hidden
   * @param answerTo how a message of the hub must be addressed
   */
  public Received chat(String chatId, @Nullable String phone, String answerTo) {
    body.put("chatId", chatId);
    body.put("answerTo", answerTo);
    body.put("phone", phone);
    return this;
  }

  /** Gives the customer's own display name. */
  public Received name(@Nullable String name) {
    body.put("name", name);
    return this;
  }

  /**
   * Gives the id of the message.
   *
   * @param messageId as sends, receipts and quotations name it
   */
  public Received id(@Nullable String messageId) {
    body.put("messageId", messageId);
    body.put("providerId", messageId);
    return this;
  }

  /**
   * Gives the content.
   *
   * @param kind {@code text}, {@code image}, {@code video}, {@code audio}, {@code voice}, {@code
   *     sticker}, {@code document}, {@code location}, {@code contact} or {@code unknown}
   * @param text the text or the caption; for a button or a row its title
   */
  public Received content(String kind, @Nullable String text) {
    body.put("kind", kind);
    body.put("text", text);
    return this;
  }

  /**
   * Gives the button or row that the customer chose.
   *
   * @param id as the hub sent it
   * @param title what the customer read
   */
  public Received button(String id, String title) {
    body.put("button", Map.of("id", id, "title", title));
    return this;
  }

  /**
   * Gives a file.
   *
   * @param ref what the provider needs to find it: its id or its address
   * @param mimetype as the provider gives it, or null
   * @param filename as the customer named it, or null
   * @param size in bytes, or null
   */
  public Received media(
      String ref, @Nullable String mimetype, @Nullable String filename, @Nullable Long size) {
    Map<String, @Nullable Object> media = new LinkedHashMap<>();
    media.put("ref", ref);
    media.put("kind", body.get("kind"));
    media.put("mimetype", mimetype);
    media.put("filename", filename);
    media.put("size", size);
    body.put("media", media);
    return this;
  }

  /**
   * Marks the file as one whose bytes are in the webhook itself, and so in the stored record.
   *
   * <p>Comes after the file.
   */
  @SuppressWarnings("unchecked")
  public Received inline() {
    if (body.get("media") instanceof Map<?, ?> media) {
      ((Map<String, @Nullable Object>) media).put("inline", true);
    }
    return this;
  }

  /**
   * Gives a place.
   *
   * @param latitude in degrees
   * @param longitude in degrees
   * @param description its name or address, or null
   */
  public Received location(
      BigDecimal latitude, BigDecimal longitude, @Nullable String description) {
    Map<String, @Nullable Object> location = new LinkedHashMap<>();
    location.put("latitude", latitude);
    location.put("longitude", longitude);
    location.put("description", description);
    body.put("location", location);
    return this;
  }

  /**
   * Gives the message that this one quotes.
   *
   * @param id of that message
   * @param text of it, or null
   */
  public Received replyTo(String id, @Nullable String text) {
    Map<String, @Nullable Object> replyTo = new LinkedHashMap<>();
    replyTo.put("id", id);
    replyTo.put("text", text);
    body.put("replyTo", replyTo);
    return this;
  }

  /**
   * Tells when the message was sent.
   *
   * @param sentAt by WhatsApp's clock
   * @param toldAt when the provider told the hub, by the provider's clock if it says so
   * @param answerWithin how old a message may be to get an answer; zero for any age
   */
  public Received at(Instant sentAt, Instant toldAt, Duration answerWithin) {
    body.put("sentAt", sentAt.toString());
    body.put("late", !answerWithin.isZero() && sentAt.plus(answerWithin).isBefore(toldAt));
    return this;
  }

  /**
   * Marks a message that the business sent.
   *
   * @param by {@code app} for a person at the phone, {@code api} for the hub or another program,
   *     {@code linked} for a linked device of which the provider does not say which it is: a person
   *     at WhatsApp Web, or the hub
   */
  public Received own(String by) {
    body.put("by", by);
    body.put("fromMe", true);
    return this;
  }

  /**
   * Marks a message in a group.
   *
   * @param participant its author, or null
   */
  public Received group(@Nullable String participant) {
    body.put("group", true);
    body.put("participant", participant);
    return this;
  }

  /**
   * Adds a fact that only this provider gives.
   *
   * @param field its name
   * @param value null leaves it out
   */
  public Received with(String field, @Nullable Object value) {
    if (value != null) {
      body.put(field, value);
    }
    return this;
  }

  /** Gives the facts as the body of an event. */
  public Map<String, @Nullable Object> body() {
    body.putIfAbsent("group", false);
    body.putIfAbsent("broadcast", false);
    body.putIfAbsent("fromMe", false);
    return body;
  }
}
