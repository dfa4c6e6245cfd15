package dev.recado.api.health;

import dev.recado.spine.intake.Untaken;
import dev.recado.spine.outbox.MessageState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Counts what waits, for how long, and what has died. One query serves all gauges, at most every
 * ten seconds.
 *
 * <p>An acknowledged webhook lies in Kafka until the intake takes it, so Kafka is asked too. While
 * a server is away the numbers are unknown, and the gauges show NaN instead of zero.
 */
final class Backlog {

  private static final Duration FRESH = Duration.ofSeconds(10);

  /** Each part reads a partial index of the open rows. */
  private static final String QUERY =
      """
      select 'event' as what, extract(epoch from min(due_at))::float8 as number
        from event_read where state in ('RETRY', 'WAITING') and due_at <= :now
      union all
      select 'message', extract(epoch from min(due_at))::float8
        from outbox_read where state in ('QUEUED', 'RETRY', 'HELD') and due_at <= :now
      union all
      select 'dead', (select count(*) from event_read where state = 'DEAD')
                   + (select count(*) from outbox_read where state in ('DEAD', 'UNKNOWN'))
      union all
      select state, count(*)
        from outbox_read where state in ('QUEUED', 'RETRY', 'HELD', 'SENDING') group by state
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Untaken untaken;
  private final Remembered<Numbers> numbers;

  Backlog(JdbcClient jdbc, Untaken untaken, Clock clock) {
    this.jdbc = jdbc;
    this.untaken = untaken;
    this.clock = clock;
    this.numbers = new Remembered<>(this::read, FRESH, clock);
  }

  /**
   * The result of one query.
   *
   * @param unprocessedSeconds how long the oldest event has waited, in Kafka or due in the table
   * @param untaken how many records in Kafka the intake has not taken
   * @param unsentSeconds how long the oldest due message has waited
   * @param dead dead events, and dead or unknown messages
   * @param queue open messages by state
   */
  record Numbers(
      double unprocessedSeconds,
      double untaken,
      double unsentSeconds,
      double dead,
      Map<String, Double> queue) {

    /** The numbers from Kafka alone, while PostgreSQL is away. */
    static Numbers unknown(Log log) {
      double seconds = log.seconds() > 0 ? log.seconds() : Double.NaN;
      return new Numbers(seconds, log.records(), Double.NaN, Double.NaN, Map.of());
    }

    boolean known() {
      return !Double.isNaN(dead);
    }

    double queued(MessageState state) {
      return known() ? queue.getOrDefault(state.name(), 0.0) : Double.NaN;
    }
  }

  Numbers numbers() {
    return numbers.get();
  }

  /** The records in Kafka. */
  private record Log(double records, double seconds) {}

  private Log log(Instant now) {
    try {
      Untaken.Found found = untaken.found();
      Instant oldest = found.oldest();
      double seconds =
          oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0);
      return new Log(found.records(), seconds);
    } catch (KafkaException e) {
      return new Log(Double.NaN, Double.NaN);
    }
  }

  private Numbers read() {
    Instant now = clock.instant();
    Log log = log(now);
    Map<String, Double> found = new HashMap<>();
    try {
      jdbc.sql(QUERY)
          .param("now", Timestamp.from(now))
          .query(
              row -> {
                double number = row.getDouble("number");
                if (!row.wasNull()) {
                  found.put(row.getString("what"), number);
                }
              });
    } catch (DataAccessException | TransactionException e) {
      return Numbers.unknown(log);
    }
    return new Numbers(
        Math.max(age(found.remove("event"), now), log.seconds()),
        log.records(),
        age(found.remove("message"), now),
        found.getOrDefault("dead", 0.0),
        Map.copyOf(found));
  }

  private static double age(@org.jspecify.annotations.Nullable Double since, Instant now) {
    return since == null ? 0 : Math.max(0, now.toEpochMilli() / 1000.0 - since);
  }

  void register(MeterRegistry registry) {
    gauge("recado.oldest.unprocessed.seconds", Numbers::unprocessedSeconds)
        .description("How long the oldest event has waited for its flow, in Kafka or due")
        .register(registry);
    gauge("recado.untaken.records", Numbers::untaken)
        .description("Records in Kafka that no hub has taken yet")
        .register(registry);
    gauge("recado.oldest.unsent.seconds", Numbers::unsentSeconds)
        .description("How long the oldest due message has waited to be sent")
        .register(registry);
    gauge("recado.dead.letters", Numbers::dead)
        .description("Dead events, and messages that are dead or unknown")
        .register(registry);
    Arrays.stream(MessageState.values())
        .filter(MessageState::open)
        .forEach(
            state ->
                gauge("recado.queue", n -> n.queued(state))
                    .description("Messages that are yet to be sent")
                    .tag("state", state.name())
                    .register(registry));
  }

  private Gauge.Builder<Backlog> gauge(String name, ToDoubleFunction<Numbers> value) {
    return Gauge.builder(name, this, backlog -> value.applyAsDouble(backlog.numbers()));
  }
}
