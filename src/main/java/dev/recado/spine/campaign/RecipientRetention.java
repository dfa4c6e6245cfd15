package dev.recado.spine.campaign;

import dev.recado.ground.database.Retention;
import dev.recado.ground.web.Rows;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People of campaigns that ended long ago leave; what they add to the counts stays with the
 * campaign.
 *
 * <p>Somebody stays as long as the message is not settled, and as long as a campaign of the same
 * name looks back at who got one.
 */
final class RecipientRetention implements Retention {

  /** The next campaign that has rows, locked so that nobody starts it again meanwhile. */
  private static final String NEXT =
      """
      select c.id, c.ended_at,
             (select max(k.not_again_within) from campaign k where k.name = c.name) as again
        from campaign c
       where c.ended_at < :older and (c.ended_at, c.id) >= (:at::timestamptz, :id::uuid)
         and exists (
           select 1 from campaign_recipient r
            where r.campaign = c.id and r.position > case when c.id = :id::uuid then :position else 0 end)
       order by c.ended_at, c.id limit 1
         for update of c
      """;

  private static final String DELETE =
      """
      with looked as materialized (
        select position from campaign_recipient
         where campaign = :campaign and position > :position order by position limit :atMost),
      gone as (
        delete from campaign_recipient r using looked l
         where r.campaign = :campaign and r.position = l.position
           and (r.released_at is null or r.released_at < :released)
           and not exists (
             select 1 from outbox_read o
              where o.id = r.message
                and (o.state not in ('SENT', 'DELIVERED', 'READ', 'CANCELLED') or o.sent_at >= :older))
        returning r.state, r.reason, r.replied_at, r.opted_out_at),
      counted as (
        update campaign c
           set gone_replied = c.gone_replied + g.replied,
               gone_opted_out = c.gone_opted_out + g.opted_out,
               gone_skipped = (
                 select coalesce(jsonb_object_agg(s.code, s.n), '{}')
                   from (select e.code, sum(e.n) as n
                           from (select key as code, value::bigint as n from jsonb_each_text(c.gone_skipped)
                                 union all
                                 select split_part(reason, ':', 1), 1 from gone where state = 'SKIPPED') e
                          group by e.code) s)
          from (select count(replied_at) as replied, count(opted_out_at) as opted_out from gone) g
         where c.id = :campaign and exists (select 1 from gone))
      select (select count(*) from looked) as looked, (select count(*) from gone) as gone,
             (select max(position) from looked) as last
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  RecipientRetention(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGES;
  }

  @Override
  public String table() {
    return "campaign_recipient";
  }

  /** How far it came: in which campaign, and at whom. */
  private record At(Instant ended, UUID campaign, long position) {

    static final At BEGIN = new At(Instant.EPOCH, new UUID(0, 0), 0);

    static At of(@Nullable String text) {
      if (text == null) {
        return BEGIN;
      }
      String[] parts = text.split(" ", 3);
      return new At(Instant.parse(parts[0]), UUID.fromString(parts[1]), Long.parseLong(parts[2]));
    }

    String text() {
      return ended + " " + campaign + " " + position;
    }
  }

  /**
   * A campaign whose people are looked at.
   *
   * @param again how far campaigns of its name look back, or null
   */
  private record Ended(UUID id, Instant at, @Nullable Duration again) {

    /** Whoever got a message after this time stays. */
    Instant released(Instant older, Instant now) {
      Instant needed = again == null ? now : now.minus(again);
      return needed.isBefore(older) ? needed : older;
    }
  }

  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    At at = At.of(after);
    return next(older, at)
        .map(ended -> delete(ended, at, older, atMost))
        .orElseGet(() -> new Batch(0, 0, null));
  }

  private Optional<Ended> next(Instant older, At at) {
    return jdbc.sql(NEXT)
        .param("older", Timestamp.from(older))
        .param("at", Timestamp.from(at.ended()))
        .param("id", at.campaign())
        .param("position", at.position())
        .query(
            (row, n) -> {
              Long again = row.getObject("again", Long.class);
              return new Ended(
                  Rows.id(row),
                  Rows.at(row, "ended_at"),
                  again == null ? null : Duration.ofSeconds(again));
            })
        .optional();
  }

  private Batch delete(Ended ended, At at, Instant older, int atMost) {
    return jdbc.sql(DELETE)
        .param("campaign", ended.id())
        .param("position", ended.id().equals(at.campaign()) ? at.position() : 0)
        .param("atMost", atMost)
        .param("older", Timestamp.from(older))
        .param("released", Timestamp.from(ended.released(older, clock.instant())))
        .query(
            (row, n) ->
                new Batch(
                    row.getInt("looked"),
                    row.getInt("gone"),
                    new At(ended.at(), ended.id(), row.getLong("last")).text()))
        .single();
  }
}
