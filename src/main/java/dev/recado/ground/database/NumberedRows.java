package dev.recado.ground.database;

import dev.recado.ground.database.Retention.Batch;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes old rows of a table that counts its rows in the column {@code seq}, in batches. */
public final class NumberedRows {

  private static final String BATCH =
      """
      with looked as materialized (
        select seq, %2$s as at from %1$s where seq > :after order by seq limit :atMost),
      gone as (
        delete from %1$s r using looked l
         where r.seq = l.seq and l.at < :older and (%3$s)
        returning r.*)%4$s
      select (select count(*) from looked) as looked, (select count(*) from gone) as gone,
             l.seq, l.at
        from (select 1) one
        left join lateral (select seq, at from looked order by seq desc limit 1) l on true
      """;

  private final JdbcClient jdbc;
  private final String sql;

  /**
   * Prepares the statement. No text may come from outside.
   *
   * @param jdbc the database
   * @param table the table; its rows are roughly in the order of their time
   * @param time the column with the time by which a row is old
   * @param finished a condition on the row {@code r}, with {@code :older} for the time
   * @param with further parts of the statement, which may delete rows of other tables that belong
   *     to those in {@code gone}; begins with a comma, or is empty
   */
  public NumberedRows(JdbcClient jdbc, String table, String time, String finished, String with) {
    this.jdbc = jdbc;
    this.sql = BATCH.formatted(table, time, finished, with);
  }

  /** Does what {@link Retention#delete} says. */
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return jdbc.sql(sql)
        .param("older", Timestamp.from(older))
        .param("after", after == null ? 0L : Long.parseLong(after))
        .param("atMost", atMost)
        .query(
            (row, n) -> {
              int looked = row.getInt("looked");
              boolean more = looked == atMost && row.getTimestamp("at").toInstant().isBefore(older);
              return new Batch(looked, row.getInt("gone"), more ? row.getString("seq") : null);
            })
        .single();
  }
}
