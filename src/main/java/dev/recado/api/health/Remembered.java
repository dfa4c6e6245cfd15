package dev.recado.api.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is renewed only when it is stale, so that frequent questions cost nothing.
 *
 * <p>They cost neither work nor threads: while one caller waits for a slow source, the others get
 * its last answer.
 */
final class Remembered<T extends Object> {

  private final Supplier<T> source;
  private final Duration fresh;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Answer<T> last;

  Remembered(Supplier<T> source, Duration fresh, Clock clock) {
    this.source = source;
    this.fresh = fresh;
    this.clock = clock;
  }

  /** An answer and the time until which it is good. */
  private record Answer<T extends Object>(T value, Instant staleAt) {}

  /** Callers wait together only for the first answer. */
  T get() {
    Answer<T> known = last;
    if (known == null) {
      asking.lock();
    } else if (fresh(known) || !asking.tryLock()) {
      return known.value();
    }
    try {
      Answer<T> meanwhile = last;
      return meanwhile != null && fresh(meanwhile) ? meanwhile.value() : ask();
    } finally {
      asking.unlock();
    }
  }

  private boolean fresh(Answer<T> answer) {
    return clock.instant().isBefore(answer.staleAt());
  }

  private T ask() {
    T value = source.get();
    last = new Answer<>(value, clock.instant().plus(fresh));
    return value;
  }
}
