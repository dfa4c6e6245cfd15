package dev.recado.spine.cleanup;

import dev.recado.ground.database.Retention;
import dev.recado.ground.database.Retention.Batch;
import dev.recado.ground.database.Retention.Kind;
import dev.recado.ground.database.StorableText;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is to be cleaned up, and how far that has come, in PostgreSQL. */
final class CleanUpTable {

  private static final String SELECT =
      """
      select id, event_id, kind, what, older, asked_at, began_at, ended_at, looked, gone, failed_at, failure
        from clean_up\
      """;

  private static final int LONGEST_FAILURE = 500;

  private final JdbcClient jdbc;
  private final List<Retention> retentions;

  CleanUpTable(JdbcClient jdbc, List<Retention> retentions) {
    this.jdbc = jdbc;
    this.retentions =
        retentions.stream()
            .sorted(Comparator.comparing(Retention::kind).thenComparing(Retention::table))
            .toList();
  }

  /**
   * The part of a clean-up that concerns one table.
   *
   * @param id the part
   * @param event the event whose flow asked for it
   * @param kind the kind of its rows, such as {@code messages}
   * @param what the table
   * @param older rows from before this time leave, if they are finished
   * @param askedAt when the flow asked for it
   * @param beganAt when its first batch began, or null
   * @param endedAt when it had looked at all old rows, or null
   * @param looked how many rows it has looked at
   * @param gone how many it has deleted
   * @param failedAt when its last batch failed, or null
   * @param failure what PostgreSQL answered then, or null
   */
  record Part(
      UUID id,
      UUID event,
      String kind,
      String what,
      Instant older,
      Instant askedAt,
      @Nullable Instant beganAt,
      @Nullable Instant endedAt,
      long looked,
      long gone,
      @Nullable Instant failedAt,
      @Nullable String failure) {}

  /**
   * Asks for a clean-up of all tables, messages first. A repeat of the event's run adds nothing.
   */
  void ask(UUID event, Keep keep, Instant now) {
    for (Retention retention : retentions) {
      Duration time = keep.times().get(retention.kind());
      if (time != null) {
        ask(event, retention, now.minus(time), now);
      }
    }
  }

  private void ask(UUID event, Retention retention, Instant older, Instant now) {
    String name = event + " " + now + " " + retention.table();
    jdbc.sql(
            """
            insert into clean_up (id, event_id, kind, what, older, asked_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
            event,
            retention.kind().name(),
            retention.table(),
            Timestamp.from(older),
            Timestamp.from(now))
        .update();
  }

  /**
   * A part that has not ended.
   *
   * @param seq its number
   * @param what the table
   * @param older rows from before this time leave
   * @param position where its last batch ended, or null
   */
  record Open(long seq, String what, Instant older, @Nullable String position) {}

  /**
   * Locks the first part that has not ended, until the end of the transaction.
   *
   * @param failedBefore a part that failed later than this is left out
   * @return empty if there is none, or another hub has it
   */
  Optional<Open> next(Instant failedBefore) {
    return jdbc.sql(
            """
            select seq, what, older, position from clean_up
             where seq = (select min(seq) from clean_up
                           where ended_at is null
                             and (failed_at is null or failed_at <= :before))
               and ended_at is null
               for update skip locked
            """)
        .param("before", Timestamp.from(failedBefore))
        .query(
            (row, n) ->
                new Open(
                    row.getLong("seq"),
                    row.getString("what"),
                    Rows.at(row, "older"),
                    row.getString("position")))
        .optional();
  }

  /** Notes that a batch failed; nothing of it is done. */
  void failed(long seq, String why, Instant now) {
    jdbc.sql("update clean_up set failed_at = :now, failure = :why where seq = :seq")
        .param("now", Timestamp.from(now))
        .param("why", StorableText.cut(why, LONGEST_FAILURE))
        .param("seq", seq)
        .update();
  }

  /** Notes what a batch did; the last one ends the part. */
  void went(Open part, Batch batch, Instant now) {
    jdbc.sql(
            """
            update clean_up
               set position = :position, looked = looked + :looked, gone = gone + :gone,
                   began_at = coalesce(began_at, :now), failed_at = null, failure = null,
                   ended_at = case when :position::text is null then :now::timestamptz end
             where seq = :seq
            """)
        .param("position", batch.position(), Types.VARCHAR)
        .param("looked", batch.looked())
        .param("gone", batch.gone())
        .param("now", Timestamp.from(now))
        .param("seq", part.seq())
        .update();
  }

  List<Part> list(@Nullable Cursor before, int limit) {
    Where where = new Where().after(before, "asked_at");
    return jdbc.sql(SELECT + where.sql() + " order by asked_at desc, id desc limit :limit")
        .params(where.values())
        .param("limit", limit)
        .query((row, n) -> part(row))
        .list();
  }

  List<Part> of(UUID event) {
    return jdbc.sql(SELECT + " where event_id = ? order by seq")
        .param(event)
        .query((row, n) -> part(row))
        .list();
  }

  private static Part part(ResultSet row) throws SQLException {
    return new Part(
        Rows.id(row),
        row.getObject("event_id", UUID.class),
        Kind.valueOf(row.getString("kind")).name().toLowerCase(Locale.ROOT),
        row.getString("what"),
        Rows.at(row, "older"),
        Rows.at(row, "asked_at"),
        Rows.maybeAt(row, "began_at"),
        Rows.maybeAt(row, "ended_at"),
        row.getLong("looked"),
        row.getLong("gone"),
        Rows.maybeAt(row, "failed_at"),
        row.getString("failure"));
  }
}
