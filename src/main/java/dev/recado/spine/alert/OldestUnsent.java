package dev.recado.spine.alert;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The message of each channel or connector that has waited longest although it is due.
 *
 * <p>A message that the gate holds is not due. One that was tried has waited since its first
 * attempt: its next attempt is due later and later.
 */
final class OldestUnsent implements Watch {

  private static final String QUERY =
      """
      select connector, min(since) as since, count(*) as number,
             (array_agg(reason order by since))[1] as reason
        from (select o.connector, o.reason,
                     case when o.attempts > 0 then coalesce(
                            (select max(a.at) from attempt_read a
                              where a.outbox_id = o.id and a.number = 1), o.due_at)
                          else o.due_at end as since
                from outbox_read o
               where o.state in ('QUEUED', 'RETRY', 'HELD')
                 and (o.state <> 'HELD' or o.due_at <= :now)
                 and not exists (
                       select 1 from event_read e
                        where e.id = o.event_id
                          and e.type in ('alert.raised', 'alert.cleared'))) waiting
       where since < :before
       group by connector
       order by connector
      """;

  private final JdbcClient jdbc;
  private final AlertSettings settings;

  OldestUnsent(JdbcClient jdbc, AlertSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  private record Waiting(String connector, Instant since, long number, @Nullable String reason) {}

  @Override
  public List<Condition> look(Instant now) {
    Optional<Duration> limit = settings.longestUnsent();
    return limit.isEmpty()
        ? List.of()
        : waiting(now, limit.get()).stream()
            .map(each -> condition(each, limit.get(), now))
            .toList();
  }

  private List<Waiting> waiting(Instant now, Duration limit) {
    return jdbc.sql(QUERY)
        .param("now", Timestamp.from(now))
        .param("before", Timestamp.from(now.minus(limit)))
        .query(
            (row, n) ->
                new Waiting(
                    row.getString("connector"),
                    row.getTimestamp("since").toInstant(),
                    row.getLong("number"),
                    row.getString("reason")))
        .list();
  }

  private static Condition condition(Waiting waiting, Duration limit, Instant now) {
    Duration age = Duration.between(waiting.since(), now);
    String text =
        "A mensagem mais antiga%s espera há %s (limite %s; %d esperam há mais que isso).%s"
            .formatted(
                Words.by(waiting.connector()),
                Words.time(age),
                Words.time(limit),
                waiting.number(),
                Words.reason("Motivo", waiting.reason()));
    return new Condition(
        AlertKind.OLDEST_UNSENT,
        waiting.connector(),
        waiting.since(),
        BigDecimal.valueOf(age.toSeconds()),
        BigDecimal.valueOf(limit.toSeconds()),
        "s",
        text,
        "/api/messages?connector=" + waiting.connector());
  }
}
