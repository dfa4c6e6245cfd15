package dev.recado.spine.intake;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event or message that the hub has given up and a person must look at, with phones masked.
 *
 * @param id the event or message
 * @param kind {@code event} or {@code message}
 * @param state {@code DEAD}, or {@code UNKNOWN} for a message that may have arrived
 * @param type the event type, or what the message is
 * @param connector the connector that should have sent it; null for an event
 * @param reason why it was given up
 * @param at when it was given up
 * @param attempts the number of attempts
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
