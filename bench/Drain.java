package bench;

import java.util.stream.IntStream;

/**
 * The delivery of accepted invoices after the load has stopped.
 *
 * @param left accepted invoices that were not delivered when the load stopped
 * @param rate deliveries a second; NaN if there were none
 */
record Drain(int left, double rate) {

  /** The last invoices may wait for a second try, which says nothing about speed. */
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
