package dev.recado.systems.odoo;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores in PostgreSQL how far a reconciler has read. */
final class ReconcileCursor {

  private final JdbcClient jdbc;

  ReconcileCursor(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The position of a reconciler.
   *
   * @param since when it first looked; it ignores older changes
   * @param readTo the latest write that it has seen
   */
  record Mark(Instant since, Instant readTo) {}

  Optional<Mark> read(String name) {
    return jdbc.sql("select since, read_to from reconcile_cursor where name = ?")
        .param(name)
        .query(
            (row, n) ->
                new Mark(
                    row.getTimestamp("since").toInstant(), row.getTimestamp("read_to").toInstant()))
        .optional();
  }

  void write(String name, Mark mark) {
    jdbc.sql(
            """
            insert into reconcile_cursor (name, since, read_to) values (:name, :since, :readTo)
            on conflict (name) do update set read_to = :readTo
            """)
        .param("name", name)
        .param("since", Timestamp.from(mark.since()))
        .param("readTo", Timestamp.from(mark.readTo()))
        .update();
  }
}
