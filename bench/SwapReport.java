package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The result of a run with saves, beside that of the same hub and load without saves. */
final class SwapReport {

  /**
   * The most generations: the running one, the one of its tests, and up to three that open or
   * close.
   */
  private static final int MOST_GENERATIONS = 5;

  private final Ledger ledger;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  SwapReport(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Adds the results of the saves. */
  SwapReport saves(Versions versions, FlowsPage page) {
    count("saves", "saves", versions.saves(true) + versions.saves(false));
    count("broken_saves", "  of these broken", versions.saves(false));
    count("good_saves_seen", "good saves that a message told of", versions.ran());
    count("refusals_shown", "refusals shown by GET /api/flows", page.refusals());
    mustBeNone("mixed", "messages of several states at once", versions.mixed());
    count("behind", "  of a flow behind its template", versions.behind());
    mustBeNone("of_broken", "messages of a broken save", versions.broken());
    mustBeNone("went_back", "messages of an older state again", versions.wentBack());
    mustBeNone("still_refused", "refused at the end", page.refused().isEmpty() ? 0 : 1);
    mustBeNone("page_unanswered", "GET /api/flows without answer", page.unanswered());
    Latencies seen = versions.untilSeen();
    row("save_to_message_p50_s", "good save to its first message p50", seen.millis(0.5) / 1000, 2);
    row("save_to_message_max_s", "good save to its first message max", seen.millis(1) / 1000, 2);
    row("last_save_s", "the last one", versions.untilLastSeen().millis(1) / 1000, 2);
    if (!versions.lastRuns()) {
      faults.add("no message told of the last save");
    }
    if (page.refusals() == 0 && versions.saves(false) > 0) {
      faults.add("no refusal was shown");
    }
    return this;
  }

  /** Adds the results of the invoices. */
  SwapReport delivery(int refusedWhileSaving, int refusedBefore) {
    mustBeNone("lost", "lost", (int) ledger.undelivered().count());
    mustBeNone("repeated_messages", "duplicated, same message id", ledger.repeatedMessages());
    mustBeNone("invoices_sent_twice", "duplicated, under several ids", ledger.invoicesSentTwice());
    mustBeNone("stray_messages", "stray messages", ledger.strays.get());
    mustBeNone("not_accepted", "webhooks never accepted", ledger.size() - ledger.accepted.get());
    mustBeNone("refused_saving", "webhooks refused once, with saves", refusedWhileSaving);
    count("refused_before", "webhooks refused once, before", refusedBefore);
    return this;
  }

  /** Adds the latencies of a window. */
  SwapReport window(String key, String label, Schedule window) {
    spread(key + "_ack", "ack, " + label, latencies(window, ledger::acceptedAt));
    spread(key + "_end_to_end", "end to end, " + label, latencies(window, ledger::deliveredAt));
    Latencies late = latencies(window, ledger::startedAt);
    add(key + "_bench_late_p99_ms", "the bench's own delay p99", late.millis(0.99), 2, "ms");
    return this;
  }

  private void spread(String key, String label, Latencies latencies) {
    add(key + "_p50_ms", label + " p50", latencies.millis(0.5), 2, "ms");
    add(key + "_p99_ms", label + " p99", latencies.millis(0.99), 2, "ms");
    add(key + "_max_ms", label + " max", latencies.millis(1), 2, "ms");
  }

  private Latencies latencies(Schedule window, IntToLongFunction time) {
    int first = window.firstMeasured();
    return new Latencies(
        IntStream.range(first, first + window.rate() * window.seconds())
            .filter(invoice -> time.applyAsLong(invoice) != 0)
            .mapToLong(invoice -> time.applyAsLong(invoice) - window.due(invoice)));
  }

  /** Adds the machine's cost of a window. */
  SwapReport cost(String key, String label, Usage.Cpu cpu, int seconds, double residentMegabytes) {
    double cores = (cpu.jvm() + cpu.postgres()) / seconds;
    add(key + "_cores", "CPU, " + label, cores, 2, "cores");
    add(key + "_rss_jvm_mb", "memory, JVM (max RSS), " + label, residentMegabytes, 0, "MB");
    return this;
  }

  /** Adds the live objects in the heap, before and after the load. */
  SwapReport heap(Heap before, Heap after) {
    add("heap_before_mb", "live heap before the load", before.megabytes(), 0, "MB");
    add("heap_after_mb", "live heap after it", after.megabytes(), 0, "MB");
    double generations = after.count(Heap.GENERATION);
    add("generations", "generations alive after it", generations, 0, "");
    add("contexts", "Camel contexts alive after it", after.count(Heap.CONTEXT), 0, "");
    if (generations > MOST_GENERATIONS) {
      faults.add("old generations stay alive");
    }
    return this;
  }

  private void mustBeNone(String key, String label, int value) {
    count(key, label, value);
    if (value != 0) {
      faults.add(label + ": " + value);
    }
  }

  private void count(String key, String label, int value) {
    add(key, label, value, 0, "");
  }

  private void row(String key, String label, double value, int decimals) {
    add(key, label, value, decimals, "s");
  }

  private void add(String key, String label, double value, int decimals, String unit) {
    rows.add(new Row(key, label, value, decimals, unit));
  }

  /** Lists the errors; empty for a clean run. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  String table() {
    return rows.stream().map(Row::forPeople).collect(Collectors.joining("\n", "", "\n"));
  }

  String json(SwapOptions options, String machine) {
    String start = "{\n%s  \"machine\": \"%s\",\n".formatted(options.forPrograms(), machine);
    return rows.stream().map(Row::forPrograms).collect(Collectors.joining(",\n", start, "\n}\n"));
  }
}
