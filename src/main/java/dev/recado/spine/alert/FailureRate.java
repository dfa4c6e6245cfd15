package dev.recado.spine.alert;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The share of messages that failed, among those that ended lately. A message that is tried again
 * has not ended.
 *
 * <p>A channel with too many failures is told by its name. The whole hub is told only if no single
 * channel has so many, so that one trouble is not told twice.
 */
final class FailureRate implements Watch {

  /** The latest attempts are enough for a rate, however many a busy hub makes. */
  private static final String QUERY =
      """
      with latest as (
        select outbox_id, outcome from attempt_read
         where at >= :since order by at desc limit 10000),
      ended as (
        select o.id, o.event_id, o.connector, o.state, o.reason
          from latest l join outbox_read o on o.id = l.outbox_id
         where l.outcome in ('SENT', 'DEAD', 'UNKNOWN')
           and o.state in ('SENT', 'DELIVERED', 'READ', 'DEAD', 'UNKNOWN')
        union
        select id, event_id, connector, state, reason from outbox_read
         where state in ('DEAD', 'UNKNOWN') and claimed_at >= :since)
      select connector, count(*) as ended,
             count(*) filter (where state in ('DEAD', 'UNKNOWN')) as failed,
             mode() within group (order by split_part(reason, ':', 1))
               filter (where state in ('DEAD', 'UNKNOWN')) as reason
        from ended m
       where not exists (
               select 1 from event_read e
                where e.id = m.event_id and e.type in ('alert.raised', 'alert.cleared'))
       group by connector
       order by connector
      """;

  private final JdbcClient jdbc;
  private final AlertSettings settings;

  FailureRate(JdbcClient jdbc, AlertSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  private record Ended(String connector, long ended, long failed, @Nullable String reason) {

    BigDecimal percent() {
      return BigDecimal.valueOf(failed * 100)
          .divide(BigDecimal.valueOf(Math.max(1, ended)), 1, RoundingMode.HALF_UP);
    }
  }

  @Override
  public List<Condition> look(Instant now) {
    Optional<BigDecimal> limit = settings.highestFailureRate();
    if (limit.isEmpty()) {
      return List.of();
    }
    List<Ended> each = ended(now.minus(settings.window()));
    List<Condition> found = new ArrayList<>();
    each.stream()
        .filter(ended -> tooMany(ended, limit.get()))
        .forEach(ended -> found.add(condition(ended, limit.get(), now)));
    Ended all = all(each);
    if (found.isEmpty() && tooMany(all, limit.get())) {
      found.add(condition(all, limit.get(), now));
    }
    return found;
  }

  private boolean tooMany(Ended ended, BigDecimal limit) {
    return ended.ended() >= settings.least() && ended.percent().compareTo(limit) > 0;
  }

  private static Ended all(List<Ended> each) {
    long ended = each.stream().mapToLong(Ended::ended).sum();
    long failed = each.stream().mapToLong(Ended::failed).sum();
    return new Ended("", ended, failed, null);
  }

  private List<Ended> ended(Instant since) {
    return jdbc.sql(QUERY)
        .param("since", Timestamp.from(since))
        .query(
            (row, n) ->
                new Ended(
                    row.getString("connector"),
                    row.getLong("ended"),
                    row.getLong("failed"),
                    row.getString("reason")))
        .list();
  }

  private Condition condition(Ended ended, BigDecimal limit, Instant now) {
    String text =
        "%s%% das mensagens%s falharam nos últimos %s (%d de %d; limite %s%%).%s"
            .formatted(
                Words.number(ended.percent()),
                Words.by(ended.connector()),
                Words.time(settings.window()),
                ended.failed(),
                ended.ended(),
                Words.number(limit),
                Words.reason("Motivo mais frequente", ended.reason()));
    String link =
        "/api/dead-letters"
            + (ended.connector().isEmpty() ? "" : "?connector=" + ended.connector());
    return new Condition(
        AlertKind.FAILURE_RATE, ended.connector(), now, ended.percent(), limit, "%", text, link);
  }
}
