package dev.recado.spine.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox on its way out.
 *
 * @param seq its place in the outbox
 * @param id its id
 * @param eventId the event that led to it, or null
 * @param kind for example {@code whatsapp-text}
 * @param conversation whose messages go out in order
 * @param address the phone's digits or the URL
 * @param payload what the flow gave
 * @param reply whether it answers somebody
 * @param attempt which attempt this is, from 1
 * @param providerId its id at the provider where that is chosen beforehand, or null
 * @param chatId where the provider reaches the contact, or null where nobody has asked yet
 * @param optedOut whether the contact wants no messages
 * @param handedOver whether a person has taken the conversation over
 * @param wrongNumber whether this number has said that it is not the client's
 * @param released whether a person let it go although the gate held it
 * @param scheduledFor when the flow wanted it sent
 */
record Delivery(
    long seq,
    UUID id,
    @Nullable UUID eventId,
    String kind,
    String conversation,
    String address,
    Map<String, Object> payload,
    boolean reply,
    int attempt,
    @Nullable String providerId,
    @Nullable String chatId,
    boolean optedOut,
    boolean handedOver,
    boolean wrongNumber,
    boolean released,
    Instant scheduledFor) {

  /** Whether it tells of the very change that would stop it, for example {@code opt-out}. */
  boolean announces(String change) {
    return change.equals(payload.get("announces"));
  }

  /** Whether it tells of a change that was just made: a person who answers does not say that. */
  boolean announces() {
    return payload.containsKey("announces");
  }

  /** Whether the far side knows a repeated send for the same. */
  boolean repeatable() {
    return providerId != null;
  }
}
