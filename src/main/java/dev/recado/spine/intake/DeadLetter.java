package dev.recado.spine.intake;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something the hub has given up on and a person must look at, phones masked.
 *
 * @param id the event or message
 * @param kind {@code event} or {@code message}
 * @param state {@code DEAD}, or {@code UNKNOWN} for a message that may have arrived
 * @param type the event type, or what the message is
 * @param connector who should have sent it; null for an event
 * @param reason why it was given up
 * @param at when
 * @param attempts after how many attempts
 */
record DeadLetter(
    UUID id,
    String kind,
    String state,
    String type,
    @Nullable String connector,
    @Nullable String reason,
    Instant at,
    int attempts) {}
