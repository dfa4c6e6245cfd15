package dev.recado.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that is asked for again only once it is stale: who asks often must cost nothing. */
final class Remembered<T extends Object> {

  private final Supplier<T> source;
  private final Duration fresh;
  private final Clock clock;
  private @Nullable T answer;
  private Instant staleAt = Instant.MIN;

  Remembered(Supplier<T> source, Duration fresh, Clock clock) {
    this.source = source;
    this.fresh = fresh;
    this.clock = clock;
  }

  /** One caller asks the source; the others wait for its answer instead of asking, too. */
  synchronized T get() {
    T known = answer;
    if (known != null && clock.instant().isBefore(staleAt)) {
      return known;
    }
    T asked = source.get();
    answer = asked;
    staleAt = clock.instant().plus(fresh);
    return asked;
  }
}
