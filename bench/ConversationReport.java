package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The result of one round of conversations. */
final class ConversationReport {

  private final Round round;
  private final List<Row> rows = new ArrayList<>();

  ConversationReport(Round round, StubLlm llm, Usage.Cpu cpu) {
    this.round = round;
    answers();
    times();
    count("llm_calls", "calls of the LLM", llm.calls());
    count("llm_most_at_once", "  most under way at once", llm.mostUnderWay());
    seconds("cpu_s", "CPU", cpu.jvm() + cpu.postgres());
    seconds("cpu_jvm_s", "  JVM", cpu.jvm());
    seconds("cpu_postgres_s", "  PostgreSQL", cpu.postgres());
    seconds("bench_cpu_s", "the bench's own CPU", cpu.bench());
  }

  private void answers() {
    int all = round.customers().size();
    count("conversations", "conversations", all);
    count("answered", "answered", all - round.unanswered());
    count("answered_by_llm", "  in the LLM's words", round.answeredWith(StubLlm.REPLY));
    count("answered_twice", "answered more than once", round.answeredTwice());
    count("unanswered", "unanswered after 60 s", round.unanswered());
  }

  private void times() {
    Latencies acks = round.acks();
    seconds("ack_p50_s", "webhook to acknowledgement p50", acks.millis(0.5) / 1000);
    seconds("ack_max_s", "webhook to acknowledgement max", acks.millis(1) / 1000);
    count("posted_again", "webhooks posted again", round.webhooksPostedAgain());
    Latencies waits = round.waits();
    seconds("wait_p50_s", "time to answer p50", waits.millis(0.5) / 1000);
    seconds("wait_p95_s", "time to answer p95", waits.millis(0.95) / 1000);
    seconds("wait_max_s", "time to answer max", waits.millis(1) / 1000);
  }

  private void count(String key, String label, int value) {
    rows.add(new Row(key, label, value, 0, ""));
  }

  private void seconds(String key, String label, double value) {
    rows.add(new Row(key, label, value, 2, "s"));
  }

  String table() {
    return rows.stream()
        .map(Row::forPeople)
        .collect(Collectors.joining("\n", round.title() + "\n", "\n"));
  }

  String json() {
    return rows.stream()
        .map(row -> "  " + row.forPrograms())
        .collect(Collectors.joining(",\n", "  \"" + round.key() + "\": {\n", "\n  }"));
  }
}
