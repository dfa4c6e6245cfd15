package dev.recado.spine.intake;

import dev.recado.spine.outbox.MessageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as lists show it, phones masked.
 *
 * @param id made from the source and its event key
 * @param source the system that sent it
 * @param type for example {@code odoo.invoice.posted}
 * @param subject the record or conversation it is about
 * @param state its state
 * @param reason why it is in this state, or null
 * @param attempts failed runs of its flow
 * @param receivedAt when the webhook came
 * @param processedAt when its flow ran last
 * @param dueAt when it runs again, if it waits
 */
record EventView(
    UUID id,
    String source,
    String type,
    String subject,
    EventState state,
    @Nullable String reason,
    int attempts,
    Instant receivedAt,
    @Nullable Instant processedAt,
    @Nullable Instant dueAt) {

  /**
   * An event with everything that happened to it.
   *
   * @param event as in lists
   * @param contentType of the webhook's body
   * @param bytes the length of that body
   * @param journey what happened, in order
   * @param messages what its flow wanted done
   * @param raw the body as text, unmasked, only if the caller asked for it
   */
  record Full(
      EventView event,
      @Nullable String contentType,
      int bytes,
      List<Step> journey,
      List<MessageView> messages,
      @Nullable String raw) {}

  /**
   * One step of a journey.
   *
   * @param at when it happened
   * @param step {@code accepted}, {@code flow}, {@code effect}, {@code attempt}, {@code sent},
   *     {@code delivered}, {@code read}, {@code released} and {@code cancelled} by a person, or
   *     something else that happened to the event: {@code waiting}, {@code retry}, {@code
   *     replayed}, {@code old_news}, {@code turn} …
   * @param detail more about it, or null
   * @param messageId the message it concerns, or null if it concerns the event itself
   */
  record Step(Instant at, String step, @Nullable String detail, @Nullable UUID messageId) {

    static Step of(JourneyPart.Happened one) {
      return new Step(one.at(), one.step(), one.detail(), null);
    }

    static Step of(MessageView.Happened one) {
      return new Step(one.at(), one.step(), one.detail(), one.message());
    }
  }
}
