package bench;

import java.util.concurrent.TimeUnit;

/**
 * When each invoice is due to be posted: fixed before the first one, whatever the hub does then.
 *
 * @param first of its invoices; the others follow
 */
record Schedule(long start, int first, int rate, int warmup, int seconds) {

  /** The first that is posted at its time; the one before it belongs to the start. */
  static final int FIRST = 1;

  /** Makes the only one of a run. */
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

  /** Returns when a second of the run begins. */
  long second(int number) {
    return start + TimeUnit.SECONDS.toNanos(number);
  }
}
