package bench;

import java.util.concurrent.TimeUnit;

/**
 * When each invoice is due to be posted: fixed before the first one, whatever the hub does then.
 */
record Schedule(long start, int rate, int warmup, int seconds) {

  /** The first that is posted at its time; the one before it belongs to the start. */
  static final int FIRST = 1;

  long due(int invoice) {
    return start + (invoice - FIRST) * TimeUnit.SECONDS.toNanos(1) / rate;
  }

  int firstMeasured() {
    return FIRST + rate * warmup;
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
