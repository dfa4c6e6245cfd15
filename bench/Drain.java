package bench;

import java.util.stream.IntStream;

/**
 * How what had been accepted came out, once nothing was posted any more.
 *
 * @param left accepted invoices that were to be delivered when the load stopped
 * @param rate of them a second; NaN where there were none
 */
record Drain(int left, double rate) {

  /** The last ones may wait for a second try, which says nothing about speed. */
  private static final double MOST = 0.95;

  static Drain of(Window window) {
    Ledger ledger = window.ledger();
    long end = window.schedule().windowEnd();
    long[] came =
        IntStream.range(0, ledger.size())
            .mapToLong(ledger::deliveredAt)
            .filter(at -> at >= end)
            .sorted()
            .toArray();
    int left = came.length + (int) ledger.undelivered().count();
    int most = (int) Math.ceil(MOST * left);
    if (left == 0) {
      return new Drain(0, Double.NaN);
    }
    boolean done = came.length >= most;
    double seconds = ((done ? came[most - 1] : System.nanoTime()) - end) / 1e9;
    return new Drain(left, (done ? most : came.length) / seconds);
  }
}
