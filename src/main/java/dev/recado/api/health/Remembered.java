package dev.recado.api.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is asked for again only once it is stale: who asks often must cost nothing.
 *
 * <p>Neither work nor threads: while one caller asks a source that is slow to answer, the others
 * are told what it said last.
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

  /** What was said, and until when it is good. */
  private record Answer<T extends Object>(T value, Instant staleAt) {}

  /** Only before the first answer does everybody wait for it. */
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
