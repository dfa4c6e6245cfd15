package dev.recado.spine.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox as lists show it, phones masked.
 *
 * @param id made from the event and the flow's step
 * @param eventId the event that led to it, or null
 * @param kind for example {@code whatsapp-text}
 * @param connector the connector that sends it
 * @param conversation the conversation it is for
 * @param state its state
 * @param reason why it waits or was given up
 * @param waitingFor {@code BREAKER_OPEN}, {@code PROVIDER_AWAY}, or a code with its sentence, such
 *     as {@code CHANNEL_INACTIVE} or {@code WAHA_SESSION}, if it waits for its connector and not
 *     for its own turn
 * @param attempts how often it was tried
 * @param createdAt when the flow wanted it
 * @param scheduledFor not before this time
 * @param dueAt when it is tried next, if it waits
 * @param sentAt when the provider accepted it
 * @param deliveredAt when it reached the phone
 * @param readAt when it was read
 */
public record MessageView(
    UUID id,
    @Nullable UUID eventId,
    String kind,
    String connector,
    String conversation,
    MessageState state,
    @Nullable String reason,
    @Nullable String waitingFor,
    int attempts,
    Instant createdAt,
    Instant scheduledFor,
    @Nullable Instant dueAt,
    @Nullable Instant sentAt,
    @Nullable Instant deliveredAt,
    @Nullable Instant readAt) {

  /**
   * A message with its content and its attempts, unmasked: a person who helps a customer needs the
   * number.
   *
   * @param message as in lists
   * @param address the phone's digits or the URL
   * @param providerId its id at the provider
   * @param payload the content that the connector got
   * @param tries the attempts, in order
   * @param decisions people's decisions about it, in order
   */
  record Full(
      MessageView message,
      String address,
      @Nullable String providerId,
      JsonNode payload,
      List<Try> tries,
      List<Decision> decisions) {}

  /**
   * A person's decision.
   *
   * @param at when
   * @param what {@code RELEASED} or {@code CANCELLED}
   * @param who the user
   * @param why or null
   */
  @Schema(name = "MessageDecision")
  record Decision(Instant at, String what, String who, @Nullable String why) {}

  /**
   * Something that happened to a message of an event, phones masked.
   *
   * @param at when
   * @param step {@code attempt}, {@code released} or {@code cancelled}
   * @param detail more about it
   * @param message its id
   */
  public record Happened(Instant at, String step, String detail, UUID message) {}

  /**
   * One attempt.
   *
   * @param number the first is 1; a replay starts again at 1
   * @param at when it ended
   * @param tookMillis how long it took
   * @param outcome the message's state after it
   * @param detail why
   */
  record Try(
      int number, Instant at, int tookMillis, MessageState outcome, @Nullable String detail) {}
}
