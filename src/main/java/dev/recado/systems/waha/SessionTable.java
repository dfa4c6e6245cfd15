package dev.recado.systems.waha;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions in PostgreSQL, where all processes of the hub see them. */
final class SessionTable {

  private final JdbcClient jdbc;

  SessionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<SessionRow> all() {
    return jdbc.sql("select * from waha_session").query((row, n) -> row(row)).list();
  }

  Optional<SessionRow> find(String channel, String session) {
    return jdbc.sql("select * from waha_session where channel = ? and session = ?")
        .params(channel, session)
        .query((row, n) -> row(row))
        .optional();
  }

  private static SessionRow row(ResultSet row) throws SQLException {
    return new SessionRow(
        row.getString("channel"),
        row.getString("session"),
        row.getString("status"),
        row.getTimestamp("since").toInstant(),
        row.getBoolean("refuses"),
        row.getString("number"),
        at(row, "looked_at"),
        at(row, "well_at"),
        at(row, "heard_at"),
        at(row, "gap_from"),
        at(row, "history_at"),
        at(row, "read_to"));
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable Timestamp sql(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  /**
   * Stores a status.
   *
   * @return false for one that is older than the known one, and for the same one again
   */
  boolean report(String channel, String session, String status, Instant at, boolean refuses) {
    int changed =
        jdbc.sql(
                """
                insert into waha_session as s (channel, session, status, since, refuses)
                values (:channel, :session, :status, :at, :refuses)
                    on conflict (channel, session) do update
                   set status = excluded.status, refuses = excluded.refuses,
                       since = case s.status when excluded.status then s.since else excluded.since end
                 where s.since <= excluded.since
                   and (s.status <> excluded.status or excluded.refuses and not s.refuses)
                """)
            .param("channel", channel)
            .param("session", session)
            .param("status", status)
            .param("at", sql(at))
            .param("refuses", refuses)
            .update();
    return changed > 0;
  }

  /**
   * Takes the next look, unless another process has taken it.
   *
   * @param before the last look must be older than this
   */
  boolean takeLook(String channel, String session, Instant now, Instant before) {
    int taken =
        jdbc.sql(
                """
                insert into waha_session as s (channel, session, status, since, looked_at)
                values (:channel, :session, 'UNKNOWN', to_timestamp(0), :now)
                    on conflict (channel, session) do update set looked_at = excluded.looked_at
                 where s.looked_at is null or s.looked_at <= :before
                """)
            .param("channel", channel)
            .param("session", session)
            .param("now", sql(now))
            .param("before", sql(before))
            .update();
    return taken > 0;
  }

  /** Notes that the session works, and from when on messages may be missing. */
  void well(
      String channel, String session, Instant at, @Nullable String number, @Nullable Gap gap) {
    jdbc.sql(
            """
            update waha_session
               set well_at = greatest(well_at, :at), number = coalesce(:number, number),
                   gap_from = coalesce(gap_from, :from),
                   history_at = case when gap_from is null then :history else history_at end
             where channel = :channel and session = :session
            """)
        .param("channel", channel)
        .param("session", session)
        .param("at", sql(at))
        .param("number", number)
        .param("from", sql(gap == null ? null : gap.from()))
        .param("history", sql(gap == null ? null : gap.readAt()))
        .update();
  }

  /**
   * A time without webhooks.
   *
   * @param from its beginning
   * @param readAt when its messages are read
   */
  record Gap(Instant from, Instant readAt) {}

  /** Notes a webhook, but does not wait for another process that notes one. */
  void heard(String channel, String session, Instant at) {
    jdbc.sql(
            """
            update waha_session set heard_at = :at
             where (channel, session) in (
                   select channel, session from waha_session
                    where channel = :channel and session = :session
                      and (heard_at is null or heard_at < :at)
                      for update skip locked)
            """)
        .param("channel", channel)
        .param("session", session)
        .param("at", sql(at))
        .update();
  }

  /**
   * Takes the reading of a history, unless another process has taken it.
   *
   * @param until when another process may take it, should this one die
   */
  boolean takeHistory(SessionRow row, Instant now, Instant until) {
    int taken =
        jdbc.sql(
                """
                update waha_session set history_at = :until
                 where channel = :channel and session = :session and status = 'WORKING'
                   and gap_from is not null and history_at <= :now
                """)
            .param("channel", row.channel())
            .param("session", row.session())
            .param("now", sql(now))
            .param("until", sql(until))
            .update();
    return taken > 0;
  }

  /** The history is read up to a time; from there on it may go on later. */
  void read(SessionRow row, Instant to, @Nullable Instant goesOnAt) {
    jdbc.sql(
            """
            update waha_session
               set read_to = :to, history_at = :on, gap_from = case when :more then cast(:to as timestamptz) end
             where channel = :channel and session = :session
            """)
        .param("channel", row.channel())
        .param("session", row.session())
        .param("to", sql(to))
        .param("on", sql(goesOnAt))
        .param("more", goesOnAt != null)
        .update();
  }

  /** The history could not be read, and is tried again. */
  void postpone(SessionRow row, Instant now, Duration pause) {
    jdbc.sql("update waha_session set history_at = ? where channel = ? and session = ?")
        .params(sql(now.plus(pause)), row.channel(), row.session())
        .update();
  }
}
