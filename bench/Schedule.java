package bench;

import java.util.concurrent.TimeUnit;

/**
 * The time at which each invoice is posted, fixed before the first one and independent of the hub.
 *
 * @param first the number of its first invoice; the others follow
 */
record Schedule(long start, int first, int rate, int warmup, int seconds) {

  /** The first invoice of the schedule; the one before it belongs to the start. */
  static final int FIRST = 1;

  /** Makes the only schedule of a run. */
  Schedule(long start, int rate, int warmup, int seconds) {
    this(start, FIRST, rate, warmup, seconds);
  }

  long due(int invoice) {
    return start + (invoice - first) * TimeUnit.SECONDS.toNanos(1) / rate;
  }

  int firstMeasured() {
    return first + rate * warmup;
  }

  /** Returns the number after that of the last invoice. */
  int end() {
    return first + rate * (warmup + seconds);
  }

  long windowStart() {
    return second(warmup);
  }

  long windowEnd() {
    return second(warmup + seconds);
  }

  /** Returns the beginning of a second of the run. */
  long second(int number) {
    return start + TimeUnit.SECONDS.toNanos(number);
  }
}
