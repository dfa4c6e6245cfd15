package dev.recado.spine.outbox;

import dev.recado.ground.database.StorableText;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done outside, as a flow decided it.
 *
 * @param id made from what it means, so that deciding the same again adds nothing
 * @param eventId the event that led to it, or null
 * @param kind for example {@code whatsapp-text}
 * @param connector who does it, for example {@code waha}
 * @param conversation messages of one conversation go out in order
 * @param address the phone's digits or the URL
 * @param payload what the connector needs, as JSON values
 * @param repeatKey an id that makes a repeated send harmless at the far side, or null where there
 *     is none yet
 * @param client whom of our clients it is about, for example {@code odoo:7}, or null
 * @param reply whether it answers somebody, and so is free of quiet hours
 * @param priority higher goes first; replies have 10, the rest 0
 * @param scheduledFor not before this time
 * @param news what it tells of a thing that may be told of again, or null; the outbox then makes
 *     the id, and leaves the message out where it is no news
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

  /** Takes anything; all texts become such as can be stored, and the keys among them short. */
  public OutboxMessage {
    conversation = StorableText.key(conversation);
    address = StorableText.clean(address);
    payload = StorableText.object(payload);
    repeatKey = repeatKey == null ? null : StorableText.key(repeatKey);
    client = client == null ? null : StorableText.key(client);
  }

  /**
   * Makes one that stands for itself.
   *
   * @param id made from what it means
   * @param eventId the event that led to it, or null
   * @param kind for example {@code whatsapp-text}
   * @param connector who does it
   * @param conversation messages of one conversation go out in order
   * @param address the phone's digits or the URL
   * @param payload what the connector needs
   * @param repeatKey an id that makes a repeated send harmless, or null
   * @param client whom of our clients it is about, or null
   * @param reply whether it answers somebody
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
