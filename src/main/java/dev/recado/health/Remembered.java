package dev.recado.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that is asked for again only once it is stale: who asks often must cost nothing. */
final class Remembered<T extends Object> {

  private final Supplier<T> source;
  private final Duration fresh;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable T answer;
  private volatile Instant staleAt = Instant.MIN;

  Remembered(Supplier<T> source, Duration fresh, Clock clock) {
    this.source = source;
    this.fresh = fresh;
    this.clock = clock;
  }

  /** One caller asks the source; the others take the last answer, and wait only for the first. */
  T get() {
    T known = answer;
    if (known != null && (fresh() || !asking.tryLock())) {
      return known;
    }
    if (known == null) {
      asking.lock();
    }
    try {
      T meanwhile = answer;
      return meanwhile != null && fresh() ? meanwhile : ask();
    } finally {
      asking.unlock();
    }
  }

  private boolean fresh() {
    return clock.instant().isBefore(staleAt);
  }

  private T ask() {
    T asked = source.get();
    answer = asked;
    staleAt = clock.instant().plus(fresh);
    return asked;
  }
}
