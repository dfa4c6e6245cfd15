package dev.recado.spine.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that a person gave a schedule in place of the file's: either a cron or an interval.
 *
 * @param cron in Quartz's syntax, or null
 * @param every an interval such as {@code 15m}, or null
 * @param at when it was set
 * @param by the person who set it
 */
public record OwnTime(@Nullable String cron, @Nullable String every, Instant at, String by) {

  private static final int LONGEST = 200;
  private static final Duration FAR = Duration.ofDays(3660);

  /**
   * Reads what a person wants; only one of the two texts may be given.
   *
   * @throws UnusableScheduleException if it names no time from now on; the message is a sentence
   */
  static OwnTime of(
      Schedule file, @Nullable String cron, @Nullable String every, Instant now, String by) {
    if ((cron == null) == (every == null)) {
      throw new UnusableScheduleException(
          null, "Give either \"cron\", such as 0 0 9 ? * MON-FRI, or \"every\", such as 15m");
    }
    String text = cron == null ? String.valueOf(every).strip() : cron.strip();
    if (text.length() > LONGEST) {
      throw new UnusableScheduleException(
          null, "A cron or an interval has at most %d characters".formatted(LONGEST));
    }
    OwnTime own =
        cron == null ? new OwnTime(null, text, now, by) : new OwnTime(text, null, now, by);
    Schedule moved = file.at(own);
    if (moved.next(now).filter(next -> next.isBefore(now.plus(FAR))).isEmpty()) {
      throw new UnusableScheduleException(
          null, "\"%s\" has no time within the next ten years".formatted(text));
    }
    return own;
  }
}
