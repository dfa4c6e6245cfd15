package dev.recado.spine.campaign;

import dev.recado.spine.outbox.WritingHours;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a campaign would begin and end, by its pace or the channel's, its hours and the quiet hours.
 * A simulated channel counts with the pace that it has with real people.
 *
 * @param begins when the first message may go out, or null if nobody gets one
 * @param ends when the last one goes out, or null if nothing but the provider limits the pace
 * @param perMinute messages in a minute, or null
 */
record Estimate(@Nullable Instant begins, @Nullable Instant ends, @Nullable Double perMinute) {

  /** Hours that never open must not be looked for without end. */
  private static final int MOST_DAYS = 4000;

  /**
   * Makes one.
   *
   * @param address somebody of the audience, whose place decides the hours; or null for nobody
   */
  static Estimate of(
      Plan plan, long messages, @Nullable String address, WritingHours hours, Instant now) {
    Double pace = pace(plan, hours);
    if (address == null || messages == 0) {
      return new Estimate(null, null, pace);
    }
    String channel = plan.connector();
    Instant begins = hours.opening(channel, plan.hours(), address, now).orElse(now);
    if (pace == null) {
      return new Estimate(begins, null, null);
    }
    double left = messages;
    Instant at = begins;
    for (int day = 0; day < MOST_DAYS; day++) {
      Instant from = at;
      Optional<Instant> closes = hours.closing(channel, plan.hours(), address, from);
      double fits =
          closes.map(end -> Duration.between(from, end).toMillis() / 60_000.0 * pace).orElse(left);
      if (fits >= left || closes.isEmpty()) {
        return new Estimate(begins, from.plusMillis((long) (left / pace * 60_000)), pace);
      }
      left -= fits;
      at = hours.opening(channel, plan.hours(), address, closes.get()).orElse(closes.get());
    }
    return new Estimate(begins, null, pace);
  }

  private static @Nullable Double pace(Plan plan, WritingHours hours) {
    Double channel = hours.realPerMinute(plan.connector()).orElse(null);
    Integer own = plan.pace();
    if (own == null) {
      return channel;
    }
    return channel == null ? (double) own : Math.min(own, channel);
  }
}
