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
 * @param source who sent it
 * @param type for example {@code odoo.invoice.posted}
 * @param subject the record or conversation it is about
 * @param state where it stands
 * @param reason why, where there is something to say
 * @param attempts failed runs of its flow
 * @param receivedAt when the webhook came
 * @param processedAt when its flow was run last
 * @param dueAt when it is run again, where it waits
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
   * An event with all that befell it.
   *
   * @param event as in lists
   * @param contentType of the webhook's body
   * @param bytes the length of that body
   * @param journey what happened, in order
   * @param messages what its flow wanted done
   * @param raw the body as text and in clear, only where it was asked for
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
   * @param at when
   * @param step {@code accepted}, {@code flow}, {@code effect}, {@code attempt}, {@code sent},
   *     {@code delivered}, {@code read}, {@code released} and {@code cancelled} by a person, or
   *     what else befell the event: {@code waiting}, {@code retry}, {@code replayed}, {@code
   *     old_news}, {@code turn} …
   * @param detail what there is to say of it
   * @param messageId the message it concerns, or null where it is the event itself
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
