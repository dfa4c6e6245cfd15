package dev.recado.spine.outbox;

import static dev.recado.spine.outbox.OutboxTable.timestamp;

import dev.recado.spine.channel.Pace;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The token bucket of a channel, in PostgreSQL so that all processes draw from the same one. */
final class ChannelPace {

  private final JdbcClient jdbc;

  ChannelPace(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Draws up to {@code wanted} whole tokens. */
  int draw(String channel, Pace pace, int wanted, Instant now) {
    jdbc.sql(
            """
            insert into channel_pace (channel, tokens, filled_at) values (?, ?, ?)
            on conflict (channel) do nothing
            """)
        .params(channel, pace.burst(), timestamp(now))
        .update();
    return jdbc.sql(
            """
            with bucket as (
              select channel,
                     least(:burst, tokens + greatest(0,
                       extract(epoch from (:now - filled_at)) / :every)) as tokens
                from channel_pace where channel = :channel for update),
            drawn as (
              select channel, tokens, least(floor(tokens), :wanted)::int as count from bucket)
            update channel_pace p
               set tokens = drawn.tokens - drawn.count, filled_at = greatest(p.filled_at, :now)
              from drawn where p.channel = drawn.channel
            returning drawn.count
            """)
        .param("channel", channel)
        .param("burst", (double) pace.burst())
        .param("every", pace.every().toMillis() / 1000.0)
        .param("now", timestamp(now))
        .param("wanted", wanted)
        .query(Integer.class)
        .single();
  }

  /** Gives back tokens that were not used. */
  void giveBack(String channel, int count) {
    if (count > 0) {
      jdbc.sql("update channel_pace set tokens = tokens + ? where channel = ?")
          .params(count, channel)
          .update();
    }
  }
}
