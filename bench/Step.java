package bench;

import java.util.Locale;

/**
 * The result of one rate.
 *
 * @param rate the offered invoices a second
 * @param delivered the delivered invoices a second
 */
record Step(int rate, long offered, long accepted, long refused, double delivered) {

  /** The share of the offered invoices; a hub that delivers less falls behind. */
  private static final double SUSTAINED = 0.95;

  static Step of(Window window) {
    Ledger ledger = window.ledger();
    return new Step(
        window.schedule().rate(),
        window.invoices().count(),
        window.invoices().filter(invoice -> ledger.acceptedAt(invoice) != 0).count(),
        window.invoices().filter(invoice -> ledger.refusedAt(invoice) != 0).count(),
        window.count(ledger::deliveredAt) / (double) window.schedule().seconds());
  }

  boolean isSustained() {
    return delivered >= SUSTAINED * rate;
  }

  static String head() {
    return "%10s %10s %10s %10s %12s"
        .formatted("offered/s", "offered", "accepted", "refused", "delivered/s");
  }

  String forPeople() {
    return String.format(
            Locale.ROOT,
            "%,10d %,10d %,10d %,10d %,12.1f  %s",
            rate,
            offered,
            accepted,
            refused,
            delivered,
            isSustained() ? "sustained" : "")
        .stripTrailing();
  }

  String forPrograms() {
    return String.format(
        Locale.ROOT,
        "{\"rate\": %d, \"offered\": %d, \"accepted\": %d, \"refused\": %d, \"delivered_per_s\": %.1f}",
        rate,
        offered,
        accepted,
        refused,
        delivered);
  }
}
