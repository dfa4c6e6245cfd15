package dev.recado.spine.outbox;

import dev.recado.ground.database.StorableText;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to send outside, as a flow decided.
 *
 * @param id made from its meaning, so that the same decision twice adds nothing
 * @param eventId the event that led to it, or null
 * @param kind for example {@code whatsapp-text}
 * @param connector the connector that sends it, for example {@code waha}
 * @param conversation messages of one conversation go out in order
 * @param address the phone's digits or the URL
 * @param payload what the connector needs, as JSON values
 * @param repeatKey an id that makes a repeated send harmless at the far side, or null if there is
 *     none yet
 * @param client the client it is about, for example {@code odoo:7}, or null
 * @param reply whether it is a reply; quiet hours do not hold for replies
 * @param priority higher goes first; replies have 10, the rest 0
 * @param scheduledFor not before this time
 * @param news the thing it is about and the facts, or null; with news, the outbox makes the id and
 *     leaves the message out if the facts are not new
 */
public record OutboxMessage(
    UUID id,
    @Nullable UUID eventId,
    String kind,
    String connector,
    String conversation,
    String address,
    Map<String, Object> payload,
    @Nullable String repeatKey,
    @Nullable String client,
    boolean reply,
    int priority,
    Instant scheduledFor,
    @Nullable News news) {

  /** Accepts any text: cleans all texts so that they can be stored, and shortens the keys. */
  public OutboxMessage {
    conversation = StorableText.key(conversation);
    address = StorableText.clean(address);
    payload = StorableText.object(payload);
    repeatKey = repeatKey == null ? null : StorableText.key(repeatKey);
    client = client == null ? null : StorableText.key(client);
  }

  /**
   * Makes a message without news.
   *
   * @param id made from its meaning
   * @param eventId the event that led to it, or null
   * @param kind for example {@code whatsapp-text}
   * @param connector the connector that sends it
   * @param conversation messages of one conversation go out in order
   * @param address the phone's digits or the URL
   * @param payload what the connector needs
   * @param repeatKey an id that makes a repeated send harmless, or null
   * @param client the client it is about, or null
   * @param reply whether it is a reply
   * @param priority higher goes first
   * @param scheduledFor not before this time
   */
  public OutboxMessage(
      UUID id,
      @Nullable UUID eventId,
      String kind,
      String connector,
      String conversation,
      String address,
      Map<String, Object> payload,
      @Nullable String repeatKey,
      @Nullable String client,
      boolean reply,
      int priority,
      Instant scheduledFor) {
    this(
        id,
        eventId,
        kind,
        connector,
        conversation,
        address,
        payload,
        repeatKey,
        client,
        reply,
        priority,
        scheduledFor,
        null);
  }

  OutboxMessage withId(UUID other) {
    return new OutboxMessage(
        other,
        eventId,
        kind,
        connector,
        conversation,
        address,
        payload,
        repeatKey,
        client,
        reply,
        priority,
        scheduledFor,
        news);
  }
}
