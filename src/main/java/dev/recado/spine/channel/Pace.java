package dev.recado.spine.channel;

import java.time.Duration;

/**
 * How fast a channel may be used: a token bucket.
 *
 * @param every the average time between two messages
 * @param burst how many may go at once after a pause
 * @param jitter the most that a wait between messages is randomly longer
 */
public record Pace(Duration every, int burst, Duration jitter) {}
