package dev.recado.spine.alert;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the processes that send report about the channels.
 *
 * <p>A channel is in trouble only if all of them say so: one that can send takes the messages of
 * the others.
 */
final class Reports {

  /** A process that has reported nothing for so long has stopped, or hangs. */
  static final Duration FRESH = Duration.ofMinutes(1);

  private static final Duration KEPT = Duration.ofHours(1);

  private final JdbcClient jdbc;

  Reports(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes what a process knows now.
   *
   * @param troubles the reason by channel; an empty text for a channel without trouble
   */
  void write(UUID process, Map<String, String> troubles, Instant now) {
    List<String> channels = new ArrayList<>(troubles.keySet());
    jdbc.sql(
            """
            insert into channel_report as r (process, channel, trouble, since, seen_at)
            select c.process, n.channel, nullif(n.trouble, ''), c.now, c.now
              from (values (?::uuid, ?::timestamptz)) as c (process, now),
                   unnest(?::text[], ?::text[]) as n (channel, trouble)
            on conflict (process, channel) do update
               set since = case when (r.trouble is null) = (excluded.trouble is null)
                                then r.since else excluded.since end,
                   trouble = excluded.trouble, seen_at = excluded.seen_at
            """)
        .params(
            process,
            Timestamp.from(now),
            channels.toArray(String[]::new),
            channels.stream().map(troubles::get).toArray(String[]::new))
        .update();
  }

  /**
   * A channel by which no process can send.
   *
   * @param since when the last process lost it
   * @param trouble why, as one of them knows it
   */
  record Down(String channel, Instant since, @Nullable String trouble) {}

  /** Finds the channels by which no process can send. */
  List<Down> down(Instant now) {
    return jdbc.sql(
            """
            select channel, max(since) as since, min(trouble) as trouble
              from channel_report where seen_at >= ?
             group by channel having bool_and(trouble is not null)
             order by channel
            """)
        .param(Timestamp.from(now.minus(FRESH)))
        .query(
            (row, n) ->
                new Down(
                    row.getString("channel"),
                    row.getTimestamp("since").toInstant(),
                    row.getString("trouble")))
        .list();
  }

  /** Names the channels that are in trouble in any process. */
  Set<String> doubtful(Instant now) {
    return new HashSet<>(
        jdbc.sql(
                """
                select distinct channel from channel_report
                 where seen_at >= ? and trouble is not null
                """)
            .param(Timestamp.from(now.minus(FRESH)))
            .query(String.class)
            .list());
  }

  /** Deletes what processes reported that have stopped. */
  void forget(Instant now) {
    jdbc.sql("delete from channel_report where seen_at < ?")
        .param(Timestamp.from(now.minus(KEPT)))
        .update();
  }
}
