package bench;

import java.util.concurrent.TimeUnit;

/** The result of a run: one list of numbers. */
final class Report {

  private final Window window;
  private final Ledger ledger;
  private final Rows rows = new Rows();

  Report(Window window) {
    this.window = window;
    this.ledger = window.ledger();
    throughput();
    faults();
    latencies();
  }

  private void throughput() {
    double seconds = window.schedule().seconds();
    rows.add("accepted_per_s", "accepted", window.count(ledger::acceptedAt) / seconds, 1, "/s");
    rows.add("delivered_per_s", "delivered", window.count(ledger::deliveredAt) / seconds, 1, "/s");
  }

  private void faults() {
    rows.count("lost", "lost", ledger.undelivered().count());
    rows.count("repeated_messages", "duplicated, same message id", ledger.repeatedMessages());
    rows.count("invoices_sent_twice", "duplicated, under several ids", ledger.invoicesSentTwice());
    rows.count("stray_messages", "stray messages", ledger.strays.get());
    rows.count("not_accepted", "webhooks never accepted", ledger.size() - ledger.accepted.get());
    rows.count("posted_again", "webhooks posted again", ledger.postedAgain.get());
  }

  private void latencies() {
    Latencies acks = window.sinceDue(ledger::acceptedAt);
    rows.count("acks_over_1_s", "acks over 1 s", acks.longerThan(TimeUnit.SECONDS.toNanos(1)));
    rows.spread("ack", "ack", acks);
    rows.spread("end_to_end", "end to end", window.sinceDue(ledger::deliveredAt));
  }

  /** Adds the machine's cost of the measured window. */
  Report cost(Usage.Cpu cpu, Usage usage) {
    rows.cost(window, cpu, usage);
    return this;
  }

  /** Adds how long the hub took from its start to its first message. */
  Report firstMessage(double seconds) {
    rows.add("first_message_s", "start to first message", seconds, 2, "s");
    return this;
  }

  /** Tells whether each webhook led to exactly one message, to its customer. */
  boolean isClean() {
    return ledger.undelivered().findAny().isEmpty()
        && ledger.repeatedMessages() == 0
        && ledger.invoicesSentTwice() == 0
        && ledger.strays.get() == 0
        && ledger.accepted.get() == ledger.size();
  }

  String table() {
    return rows.forPeople();
  }

  String json(Options options, String machine) {
    return "{\n%s  \"machine\": \"%s\",\n%s\n}\n"
        .formatted(options.forPrograms(), machine, rows.forPrograms());
  }
}
