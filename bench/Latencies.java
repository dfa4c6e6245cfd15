package bench;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Times of one kind, from the shortest to the longest. */
final class Latencies {

  private static final double NANOS_A_MILLISECOND = 1e6;

  private final long[] sorted;

  Latencies(LongStream nanos) {
    sorted = nanos.toArray();
    Arrays.sort(sorted);
  }

  /** Returns the quantile in milliseconds; 1 gives the longest time. */
  double millis(double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(part * sorted.length) - 1] / NANOS_A_MILLISECOND;
  }

  long longerThan(long nanos) {
    return Arrays.stream(sorted).filter(time -> time > nanos).count();
  }
}
