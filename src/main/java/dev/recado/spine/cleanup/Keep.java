package dev.recado.spine.cleanup;

import dev.recado.ground.database.Retention.Kind;
import dev.recado.ground.settings.WrittenDuration;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long each kind of rows is kept; a kind that is missing is kept for ever.
 *
 * @param times by kind
 */
record Keep(Map<Kind, Duration> times) {

  /** A sender may repeat a webhook for days, and Kafka keeps one for a week: longer than both. */
  static final Duration LEAST = Duration.ofDays(30);

  private static final Duration MOST = Duration.ofDays(36_500);

  /**
   * Reads the times.
   *
   * @param messages such as {@code 365d}; {@code 0s}, empty or null: for ever
   * @param events the same
   * @throws IllegalArgumentException if the hub could not keep its promises; the message is a
   *     sentence
   */
  static Keep of(@Nullable String messages, @Nullable String events) {
    Map<Kind, Duration> times = new EnumMap<>(Kind.class);
    read(Kind.MESSAGES, messages).ifPresent(time -> times.put(Kind.MESSAGES, time));
    read(Kind.EVENTS, events).ifPresent(time -> times.put(Kind.EVENTS, time));
    Duration message = times.get(Kind.MESSAGES);
    Duration event = times.get(Kind.EVENTS);
    if (message != null && (event == null || event.compareTo(message) > 0)) {
      throw new IllegalArgumentException(
          "'messages' (%s) must be kept at least as long as 'events' (%s): by them a replay of an event knows what was sent"
              .formatted(days(message), event == null ? "for ever" : days(event)));
    }
    return new Keep(times);
  }

  private static Optional<Duration> read(Kind kind, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Duration time = duration(kind, text.strip());
    if (time.isZero()) {
      return Optional.empty();
    }
    if (time.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "'%s' is %s, and less than 30d is not kept safely: a webhook that is sent again would run again"
              .formatted(name(kind), text.strip()));
    }
    return Optional.of(time);
  }

  private static Duration duration(Kind kind, String text) {
    try {
      Duration time = WrittenDuration.read(text);
      if (time.compareTo(MOST) <= 0) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      throw unreadable(kind, text);
    }
    throw unreadable(kind, text);
  }

  private static IllegalArgumentException unreadable(Kind kind, String text) {
    return new IllegalArgumentException(
        "'%s' is not a time such as 365d: %s; 0s keeps for ever".formatted(name(kind), text));
  }

  private static String days(Duration time) {
    return time.toDays() + "d";
  }

  /** The name of a kind, as the parameters of the Kamelet have it. */
  static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
