package dev.recado.sales.proactive;

import dev.recado.sales.proactive.ProactiveConversation.Word;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the conversations that the hub began, with the last message in each. */
final class ProactiveQueries {

  private static final String ALL =
      """
      select o.*, l.author as last_author, l.text as last_text, l.at as last_at,
             r.times, r.repeated_at, r.repeated_by
        from opening o
        left join lateral (
               select author, text, at from chat_line c
                where c.conversation = o.conversation
                  and coalesce(c.state, '') not in ('CANCELLED', 'DEAD')
                order by at desc limit 1) l on true
       cross join lateral (
               select count(*) as times, max(at) as repeated_at,
                      (array_agg(trigger order by at desc))[1] as repeated_by
                 from opening_repeat where opening_id = o.id) r
      """;

  /** An unended conversation that is still active. */
  private static final String RUNNING =
      " where o.ended_at is null and greatest(o.started_at, l.at) > :alive";

  private final JdbcClient jdbc;
  private final Duration idle;
  private final Clock clock;

  ProactiveQueries(JdbcClient jdbc, Duration idle, Clock clock) {
    this.jdbc = jdbc;
    this.idle = idle;
    this.clock = clock;
  }

  /** A conversation without a message since then is idle. */
  Instant aliveSince() {
    return clock.instant().minus(idle);
  }

  /** The unended conversation, idle or not. */
  Optional<ProactiveConversation> unended(String conversation) {
    return jdbc.sql(ALL + " where o.ended_at is null and o.conversation = ?")
        .param(conversation)
        .query((row, n) -> opening(row))
        .optional();
  }

  Optional<ProactiveConversation> byId(UUID id) {
    return jdbc.sql(ALL + " where o.id = ?").param(id).query((row, n) -> opening(row)).optional();
  }

  List<ProactiveConversation> lastOf(List<String> conversations) {
    return jdbc.sql(
            ALL
                + """
                   where o.id in (
                     select distinct on (conversation) id from opening
                      where conversation = any (:conversations)
                      order by conversation, started_at desc, id)
                  """)
        .param("conversations", conversations.toArray(String[]::new))
        .query((row, n) -> opening(row))
        .list();
  }

  ProactiveConversations.Counts counts() {
    return jdbc.sql(
            """
            select (select count(*) from opening) as started,
                   (select count(*) from opening_repeat) as repeats,
                   (select count(*) from (%s) running) as running
            """
                .formatted(ALL + RUNNING))
        .param("alive", Timestamp.from(aliveSince()))
        .query(
            (row, n) ->
                new ProactiveConversations.Counts(
                    row.getLong("started"), row.getLong("running"), row.getLong("repeats")))
        .single();
  }

  private static ProactiveConversation opening(ResultSet row) throws SQLException {
    return new ProactiveConversation(
        row.getObject("id", UUID.class),
        row.getString("conversation"),
        row.getString("phone"),
        row.getString("name"),
        row.getString("email"),
        row.getString("area"),
        row.getString("trigger"),
        row.getString("message"),
        row.getString("origin"),
        row.getString("lead"),
        row.getString("contact"),
        row.getObject("seller", Long.class),
        row.getString("reason"),
        row.getTimestamp("started_at").toInstant(),
        instant(row.getTimestamp("ended_at")),
        row.getString("end_reason"),
        row.getInt("times"),
        instant(row.getTimestamp("repeated_at")),
        row.getString("repeated_by"),
        word(row));
  }

  private static @Nullable Word word(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp("last_at");
    return at == null
        ? null
        : new Word(row.getString("last_author"), row.getString("last_text"), at.toInstant());
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
