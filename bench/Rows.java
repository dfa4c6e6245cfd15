package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The numbers of a result: a table for people and JSON for programs. */
final class Rows {

  private final List<Row> rows = new ArrayList<>();

  List<Row> all() {
    return List.copyOf(rows);
  }

  void add(String key, String label, double value, int decimals, String unit) {
    rows.add(new Row(key, label, value, decimals, unit));
  }

  void count(String key, String label, long value) {
    add(key, label, value, 0, "");
  }

  void spread(String key, String label, Latencies latencies) {
    add(key + "_p50_ms", label + " p50", latencies.millis(0.5), 2, "ms");
    add(key + "_p99_ms", label + " p99", latencies.millis(0.99), 2, "ms");
    add(key + "_max_ms", label + " max", latencies.millis(1), 2, "ms");
  }

  /** Adds the machine's cost of the measured window. */
  void cost(Window window, Usage.Cpu cpu, Usage usage) {
    Ledger ledger = window.ledger();
    double thousands = window.count(ledger::deliveredAt) / 1000.0;
    String unit = "s per 1,000 delivered";
    add("cpu_s_per_1000", "CPU", (cpu.jvm() + cpu.postgres()) / thousands, 3, unit);
    add("cpu_jvm_s_per_1000", "  JVM", cpu.jvm() / thousands, 3, unit);
    add("cpu_postgres_s_per_1000", "  PostgreSQL", cpu.postgres() / thousands, 3, unit);
    add("rss_jvm_mb", "memory, JVM (max RSS)", usage.jvmMegabytes(), 0, "MB");
    add("pss_postgres_mb", "memory, PostgreSQL (max PSS)", usage.postgresMegabytes(), 0, "MB");
    add("bench_cpu_s_per_1000", "the bench's own CPU", cpu.bench() / thousands, 3, unit);
    Latencies late = window.sinceDue(ledger::startedAt);
    add("bench_late_p99_ms", "the bench's own delay p99", late.millis(0.99), 2, "ms");
  }

  String forPeople() {
    return rows.stream().map(Row::forPeople).collect(Collectors.joining("\n", "", "\n"));
  }

  String forPrograms() {
    return rows.stream().map(Row::forPrograms).collect(Collectors.joining(",\n"));
  }
}
