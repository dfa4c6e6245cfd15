package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The result of a run: one list of numbers, as a table for people and as JSON for programs. */
final class Report {

  private final Ledger ledger;
  private final Schedule schedule;
  private final List<Row> rows = new ArrayList<>();

  Report(Ledger ledger, Schedule schedule) {
    this.ledger = ledger;
    this.schedule = schedule;
    throughput();
    faults();
    latencies();
  }

  private void throughput() {
    double seconds = schedule.seconds();
    row("accepted_per_s", "accepted", inWindow(ledger::acceptedAt) / seconds, 1, "/s");
    row("delivered_per_s", "delivered", inWindow(ledger::deliveredAt) / seconds, 1, "/s");
  }

  private void faults() {
    count("lost", "lost", (int) ledger.undelivered().count());
    count("repeated_messages", "duplicated, same message id", ledger.repeatedMessages());
    count("invoices_sent_twice", "duplicated, under several ids", ledger.invoicesSentTwice());
    count("stray_messages", "stray messages", ledger.strays.get());
    count("not_accepted", "webhooks never accepted", ledger.size() - ledger.accepted.get());
    count("posted_again", "webhooks posted again", ledger.postedAgain.get());
  }

  private void latencies() {
    Latencies acks = sinceDue(ledger::acceptedAt);
    row("acks_over_1_s", "acks over 1 s", acks.longerThan(TimeUnit.SECONDS.toNanos(1)), 0, "");
    spread("ack", "ack", acks);
    spread("end_to_end", "end to end", sinceDue(ledger::deliveredAt));
  }

  private void spread(String key, String label, Latencies latencies) {
    row(key + "_p50_ms", label + " p50", latencies.millis(0.5), 2, "ms");
    row(key + "_p99_ms", label + " p99", latencies.millis(0.99), 2, "ms");
    row(key + "_max_ms", label + " max", latencies.millis(1), 2, "ms");
  }

  /** Adds what the measured window cost the machine. */
  Report cost(Usage.Cpu cpu, Usage usage) {
    double thousands = inWindow(ledger::deliveredAt) / 1000.0;
    String unit = "s per 1,000 delivered";
    row("cpu_s_per_1000", "CPU", (cpu.jvm() + cpu.postgres()) / thousands, 3, unit);
    row("cpu_jvm_s_per_1000", "  JVM", cpu.jvm() / thousands, 3, unit);
    row("cpu_postgres_s_per_1000", "  PostgreSQL", cpu.postgres() / thousands, 3, unit);
    row("rss_jvm_mb", "memory, JVM (max RSS)", usage.jvmMegabytes(), 0, "MB");
    row("pss_postgres_mb", "memory, PostgreSQL (max PSS)", usage.postgresMegabytes(), 0, "MB");
    row("bench_cpu_s_per_1000", "the bench's own CPU", cpu.bench() / thousands, 3, unit);
    Latencies late = sinceDue(ledger::startedAt);
    row("bench_late_p99_ms", "the bench's own delay p99", late.millis(0.99), 2, "ms");
    return this;
  }

  /** Adds how long the hub took from its start to its first message. */
  Report firstMessage(double seconds) {
    row("first_message_s", "start to first message", seconds, 2, "s");
    return this;
  }

  private Latencies sinceDue(IntToLongFunction time) {
    return new Latencies(
        IntStream.range(schedule.firstMeasured(), ledger.size())
            .filter(invoice -> time.applyAsLong(invoice) != 0)
            .mapToLong(invoice -> time.applyAsLong(invoice) - schedule.due(invoice)));
  }

  private long inWindow(IntToLongFunction time) {
    return IntStream.range(0, ledger.size())
        .mapToLong(time)
        .filter(at -> at != 0 && at >= schedule.windowStart() && at < schedule.windowEnd())
        .count();
  }

  private void count(String key, String label, int value) {
    row(key, label, value, 0, "");
  }

  private void row(String key, String label, double value, int decimals, String unit) {
    rows.add(new Row(key, label, value, decimals, unit));
  }

  /** Says whether each webhook led to one message, to its customer. */
  boolean isClean() {
    return ledger.undelivered().findAny().isEmpty()
        && ledger.repeatedMessages() == 0
        && ledger.invoicesSentTwice() == 0
        && ledger.strays.get() == 0
        && ledger.accepted.get() == ledger.size();
  }

  String table() {
    return rows.stream().map(Row::forPeople).collect(Collectors.joining("\n", "", "\n"));
  }

  String json(Options options, String machine) {
    String start = "{\n%s  \"machine\": \"%s\",\n".formatted(options.forPrograms(), machine);
    return rows.stream().map(Row::forPrograms).collect(Collectors.joining(",\n", start, "\n}\n"));
  }
}
