package dev.recado.spine.alert;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time within which 95 of 100 answers come.
 *
 * <p>Two times count. The hub's own is the time from the receipt of a webhook until its flow has
 * decided; events that wait on purpose, such as a turn, are left out. That of a channel or
 * connector is how long its attempts take.
 */
final class SlowAnswers implements Watch {

  /** An event that waited in Kafka came earlier than it was worked on. */
  private static final Duration EARLIER = Duration.ofMinutes(15);

  /** An event with a claim was not run as it came: it waited, or was tried again. */
  private static final String EVENTS =
      """
      select count(*) as number,
             percentile_disc(0.95) within group (
               order by extract(epoch from processed_at - received_at) * 1000)::bigint as millis
        from (select received_at, processed_at from event_run_read
               where received_at >= :from and processed_at >= :since and claimed_at is null
               order by received_at desc limit 10000) latest
      """;

  private static final String ATTEMPTS =
      """
      select o.connector, count(*) as number,
             percentile_disc(0.95) within group (order by l.took_ms)::bigint as millis
        from (select outbox_id, took_ms from attempt_read
               where at >= :since order by at desc limit 10000) l
             join outbox_read o on o.id = l.outbox_id
       where not exists (
               select 1 from event_read e
                where e.id = o.event_id and e.type in ('alert.raised', 'alert.cleared'))
       group by o.connector
       order by o.connector
      """;

  private final JdbcClient jdbc;
  private final AlertSettings settings;

  SlowAnswers(JdbcClient jdbc, AlertSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  private record Measured(String subject, long number, long millis) {}

  @Override
  public List<Condition> look(Instant now) {
    Optional<Duration> limit = settings.slowest();
    if (limit.isEmpty()) {
      return List.of();
    }
    Instant since = now.minus(settings.window());
    List<Measured> all = new ArrayList<>();
    all.add(events(since));
    all.addAll(attempts(since));
    return all.stream()
        .filter(each -> each.number() >= settings.least())
        .filter(each -> each.millis() > limit.get().toMillis())
        .map(each -> condition(each, limit.get(), now))
        .toList();
  }

  private Measured events(Instant since) {
    return jdbc.sql(EVENTS)
        .param("from", Timestamp.from(since.minus(EARLIER)))
        .param("since", Timestamp.from(since))
        .query((row, n) -> new Measured("", row.getLong("number"), row.getLong("millis")))
        .single();
  }

  private List<Measured> attempts(Instant since) {
    return jdbc.sql(ATTEMPTS)
        .param("since", Timestamp.from(since))
        .query(
            (row, n) ->
                new Measured(
                    row.getString("connector"), row.getLong("number"), row.getLong("millis")))
        .list();
  }

  private Condition condition(Measured measured, Duration limit, Instant now) {
    String what =
        measured.subject().isEmpty()
            ? "Do recebimento de um webhook até a decisão do fluxo passam"
            : "Um envio por %s leva".formatted(measured.subject());
    String text =
        "%s %s ou mais em 5%% dos casos (%d nos últimos %s; limite %s)."
            .formatted(
                what,
                Words.time(Duration.ofMillis(measured.millis())),
                measured.number(),
                Words.time(settings.window()),
                Words.time(limit));
    return new Condition(
        AlertKind.P95,
        measured.subject(),
        now,
        BigDecimal.valueOf(measured.millis(), 3),
        BigDecimal.valueOf(limit.toMillis(), 3),
        "s",
        text,
        measured.subject().isEmpty()
            ? "/api/events"
            : "/api/messages?connector=" + measured.subject());
  }
}
