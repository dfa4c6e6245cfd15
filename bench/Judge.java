package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Counts the results of one overload, and compares them with the hub's promises. */
final class Judge {

  private static final long ACK = TimeUnit.SECONDS.toNanos(1);
  private static final double MOST_LATE_ACKS = 0.01;
  private static final double REFUSAL_MILLIS = 100;
  private static final double LEAST_SHARE = 0.8;

  /** A smaller backlog drains too fast to measure its rate. */
  private static final double LEAST_DRAIN_SECONDS = 2;

  private static final int QUARTERS = 4;

  private final double best;
  private final Window window;
  private final Ledger ledger;
  private final Rows rows = new Rows();
  private final List<String> broken = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param best the most invoices a second that such a hub can deliver
   */
  Judge(double best, Offer offer) {
    this.best = best;
    this.window = offer.window();
    this.ledger = window.ledger();
  }

  /** Adds how the webhooks were answered. */
  Judge answers(Impatient sender) {
    long offered = window.invoices().count();
    long accepted = count(invoice -> ledger.acceptedAt(invoice) != 0);
    long early = count(sender::toldToComeAgain);
    rows.count("offered", "offered", offered);
    rows.count("accepted", "accepted", accepted);
    rows.count("refused_early", "refused early, 503 and Retry-After", early);
    others(offered - accepted - early, sender.others());
    acks(accepted);
    refusals();
    return this;
  }

  private long count(IntPredicate which) {
    return window.invoices().filter(which).count();
  }

  /**
   * Adds webhooks that were neither accepted nor asked to come again.
   *
   * @param ever their number since the start of the hub
   */
  private void others(long count, String ever) {
    rows.count("refused_otherwise", "refused otherwise, or no answer", count);
    if (count != 0 || !ever.isEmpty()) {
      String answers = ever.isEmpty() ? "no such answers" : ever;
      broken.add(
          "refused otherwise, or no answer: %,d; since the hub is up: %s"
              .formatted(count, answers));
    }
  }

  private void acks(long accepted) {
    Latencies acks = window.sinceDue(ledger::acceptedAt);
    long late = acks.longerThan(ACK);
    rows.spread("ack", "ack", acks);
    double posted = window.sincePosted(ledger::acceptedAt).millis(0.99);
    rows.add("ack_since_posted_p99_ms", "  p99, once it has a connection", posted, 2, "ms");
    rows.count("acks_over_1_s", "acks over 1 s", late);
    if (late > MOST_LATE_ACKS * accepted) {
      broken.add("acks over 1 s: %,d of %,d; one in a hundred may be".formatted(late, accepted));
    }
  }

  private void refusals() {
    Latencies refusals = window.sinceDue(ledger::refusedAt);
    double half = refusals.millis(0.5);
    rows.spread("refusal", "refusal", refusals);
    double posted = window.sincePosted(ledger::refusedAt).millis(0.5);
    rows.add("refusal_since_posted_p50_ms", "  p50, once it has a connection", posted, 2, "ms");
    if (half > REFUSAL_MILLIS) {
      broken.add(
          "half of the refusals took over %.0f ms; %.0f are allowed"
              .formatted(half, REFUSAL_MILLIS));
    }
  }

  /**
   * Adds the deliveries during the load.
   *
   * @param unjudged part of that time, from its beginning
   */
  Judge delivered(double unjudged) {
    double all = part(0, 1);
    rows.add("delivered_per_s", "delivered", all, 1, "/s");
    share("delivered_share", "  of the best", all);
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      double rate = part(quarter / 4.0, (quarter + 1) / 4.0);
      rows.add("delivered_per_s_q" + (quarter + 1), "  quarter " + (quarter + 1), rate, 1, "/s");
    }
    share("delivered_share_second_half", "  second half, of the best", part(0.5, 1));
    mustReach("delivered while the load lasted", part(unjudged, 1), wanted());
    return this;
  }

  /** Returns how many invoices were delivered a second in a part of the window. */
  private double part(double from, double until) {
    long start = window.schedule().windowStart();
    long length = window.schedule().windowEnd() - start;
    long first = start + (long) (from * length);
    long end = start + (long) (until * length);
    return window.count(ledger::deliveredAt, first, end) * 1e9 / (end - first);
  }

  /** A hub cannot deliver more than it gets. */
  private double wanted() {
    return Math.min(best, window.schedule().rate());
  }

  /** Adds the deliveries after the end of the load. */
  Judge drain() {
    Drain drain = Drain.of(window);
    rows.count("left_to_drain", "left to drain", drain.left());
    rows.add("drained_per_s", "drained", drain.rate(), 1, "/s");
    share("drained_share", "  of the best", drain.rate());
    if (drain.left() >= LEAST_DRAIN_SECONDS * best) {
      mustReach("drained after it", drain.rate(), best);
    }
    rows.spread("end_to_end", "end to end", window.sinceDue(ledger::deliveredAt));
    return this;
  }

  /** Adds the errors that must not happen to any invoice of this hub. */
  Judge faults(int clients) {
    mustBeNone("lost", "lost", ledger.undelivered().count());
    mustBeNone("repeated_messages", "duplicated, same message id", ledger.repeatedMessages());
    mustBeNone("invoices_sent_twice", "duplicated, under several ids", ledger.invoicesSentTwice());
    mustBeNone("stray_messages", "stray messages", ledger.strays.get());
    order(new Order(ledger, clients).overtakings());
    rows.count("refused_yet_delivered", "refused, yet delivered", refusedYetDelivered());
    return this;
  }

  private void order(List<String> overtakings) {
    rows.count("out_of_order", "out of order", overtakings.size());
    if (!overtakings.isEmpty()) {
      broken.add("out of order: %,d; %s".formatted(overtakings.size(), overtakings.get(0)));
    }
  }

  /** This is not a promise: a hub may find out too late that it has accepted the webhook. */
  private long refusedYetDelivered() {
    return IntStream.range(0, ledger.size())
        .filter(invoice -> ledger.refusedAt(invoice) != 0 && ledger.deliveredAt(invoice) != 0)
        .count();
  }

  /** Adds the cost for the machine. */
  Judge cost(Usage.Cpu cpu, Usage usage) {
    rows.cost(window, cpu, usage);
    return this;
  }

  private void share(String key, String label, double rate) {
    rows.add(key, label, 100 * rate / best, 1, "%");
  }

  private void mustReach(String what, double rate, double wanted) {
    if (rate < LEAST_SHARE * wanted) {
      broken.add(
          "%s: %.1f/s, and four fifths of %.1f/s are promised".formatted(what, rate, wanted));
    }
  }

  private void mustBeNone(String key, String label, long value) {
    rows.count(key, label, value);
    if (value != 0) {
      broken.add("%s: %,d".formatted(label, value));
    }
  }

  /**
   * Returns the result; the ledger is no longer needed for it.
   *
   * @param name warm or cold
   */
  Strain result(String name) {
    return new Strain(name, rows.all(), List.copyOf(broken));
  }
}
