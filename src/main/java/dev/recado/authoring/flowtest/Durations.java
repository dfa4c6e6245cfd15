package dev.recado.authoring.flowtest;

import dev.recado.ground.settings.WrittenDuration;
import java.time.Duration;
import java.util.Optional;

/** Reads and writes durations as flows and tests have them: 5s, 10m, 24h. */
final class Durations {

  private Durations() {}

  static Optional<Duration> read(String text) {
    try {
      return Optional.of(WrittenDuration.read(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Writes a duration in the largest unit that needs no fraction. */
  static String show(Duration length) {
    if (length.toNanosPart() % 1_000_000 != 0) {
      return length.toString();
    }
    if (length.toMillisPart() != 0) {
      return length.toMillis() + "ms";
    }
    long seconds = length.toSeconds();
    if (seconds % 3600 == 0 && seconds != 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds != 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
