package dev.recado.spine.alert;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * New dead letters: events and messages that were given up since the pause between two alerts, and
 * that nobody has replayed.
 *
 * <p>A look remembers each one, because neither an event nor a message says when it was given up: a
 * provider may fail a message a day after it was sent. What the alerts themselves could not tell
 * does not count, or one alert would lead to the next.
 */
final class DeadLetters implements Watch {

  private static final String NOTE =
      """
      insert into dead_letter_seen (id, seen_at)
      select id, :now from (
        select id from event_read
         where state = 'DEAD' and type not in ('alert.raised', 'alert.cleared')
        union all
        select o.id from outbox_read o
         where o.state in ('DEAD', 'UNKNOWN')
           and not exists (
                 select 1 from event_read e
                  where e.id = o.event_id and e.type in ('alert.raised', 'alert.cleared'))) dead
      on conflict (id) do nothing
      """;

  private static final String FORGET =
      """
      delete from dead_letter_seen s
       where not exists (select 1 from event_read e where e.id = s.id and e.state = 'DEAD')
         and not exists (
               select 1 from outbox_read o where o.id = s.id and o.state in ('DEAD', 'UNKNOWN'))
      """;

  private static final String COUNT =
      """
      select count(*) as waiting, count(*) filter (where s.seen_at > :since) as fresh,
             min(s.seen_at) filter (where s.seen_at > :since) as first,
             mode() within group (order by split_part(coalesce(e.reason, o.reason), ':', 1))
               filter (where s.seen_at > :since) as reason
        from dead_letter_seen s
             left join event_read e on e.id = s.id left join outbox_read o on o.id = s.id
      """;

  private final JdbcClient jdbc;
  private final AlertSettings settings;

  DeadLetters(JdbcClient jdbc, AlertSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  private record Dead(
      long waiting, long fresh, @Nullable Timestamp first, @Nullable String reason) {}

  @Override
  public List<Condition> look(Instant now) {
    Optional<Integer> fewest = settings.fewestDeadLetters();
    if (fewest.isEmpty()) {
      return List.of();
    }
    jdbc.sql(NOTE).param("now", Timestamp.from(now)).update();
    jdbc.sql(FORGET).update();
    Dead dead = count(now.minus(settings.repeat()));
    return dead.first() == null || dead.fresh() < fewest.get()
        ? List.of()
        : List.of(condition(dead, dead.first().toInstant(), fewest.get()));
  }

  private Dead count(Instant since) {
    return jdbc.sql(COUNT)
        .param("since", Timestamp.from(since))
        .query(
            (row, n) ->
                new Dead(
                    row.getLong("waiting"),
                    row.getLong("fresh"),
                    row.getTimestamp("first"),
                    row.getString("reason")))
        .single();
  }

  private Condition condition(Dead dead, Instant first, int fewest) {
    String text =
        "%d em %s; ao todo %d à espera de uma decisão.%s"
            .formatted(
                dead.fresh(),
                Words.time(settings.repeat()),
                dead.waiting(),
                Words.reason("Motivo mais frequente", dead.reason()));
    return new Condition(
        AlertKind.DEAD_LETTERS,
        "",
        first,
        BigDecimal.valueOf(dead.fresh()),
        BigDecimal.valueOf(fewest),
        "",
        text,
        "/api/dead-letters");
  }
}
