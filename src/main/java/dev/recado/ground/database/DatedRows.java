package dev.recado.ground.database;

import dev.recado.ground.database.Retention.Batch;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes old rows of a table that has an index by a time, in batches. */
public final class DatedRows {

  private static final String BATCH =
      """
      with looked as materialized (
        select %3$s as id, %2$s as at from %1$s
         where %2$s >= :at and (%2$s, %3$s) > (:at, :id::%4$s) and %2$s < :older
         order by %2$s, %3$s limit :atMost),
      gone as (
        delete from %1$s r using looked l
         where r.%3$s = l.id and (%5$s)
        returning 1)
      select (select count(*) from looked) as looked, (select count(*) from gone) as gone,
             l.id, l.at
        from (select 1) one
        left join lateral (select id, at from looked order by at desc, id desc limit 1) l on true
      """;

  private final JdbcClient jdbc;
  private final String sql;
  private final String least;

  private DatedRows(JdbcClient jdbc, String sql, String least) {
    this.jdbc = jdbc;
    this.sql = sql;
    this.least = least;
  }

  /**
   * Prepares the statement for a table whose rows have the key {@code id}, a UUID. No text may come
   * from outside.
   *
   * @param jdbc the database
   * @param table the table
   * @param time the column with the time by which a row is old; an index begins with it
   * @param finished a condition on the row {@code r}, with {@code :older} for the time
   */
  public static DatedRows byUuid(JdbcClient jdbc, String table, String time, String finished) {
    String sql = BATCH.formatted(table, time, "id", "uuid", finished);
    return new DatedRows(jdbc, sql, "00000000-0000-0000-0000-000000000000");
  }

  /**
   * Prepares the statement like {@link #byUuid}, for a table whose key is a text.
   *
   * @param jdbc the database
   * @param table the table
   * @param time as for {@link #byUuid}
   * @param key the column of the key
   * @param finished as for {@link #byUuid}
   */
  public static DatedRows byText(
      JdbcClient jdbc, String table, String time, String key, String finished) {
    return new DatedRows(jdbc, BATCH.formatted(table, time, key, "text", finished), "");
  }

  /** Does what {@link Retention#delete} says. */
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    String[] last =
        after == null ? new String[] {Instant.EPOCH.toString(), least} : after.split(" ", 2);
    return jdbc.sql(sql)
        .param("at", Timestamp.from(Instant.parse(last[0])))
        .param("id", last[1])
        .param("older", Timestamp.from(older))
        .param("atMost", atMost)
        .query(
            (row, n) -> {
              int looked = row.getInt("looked");
              String end =
                  looked < atMost
                      ? null
                      : row.getTimestamp("at").toInstant() + " " + row.getString("id");
              return new Batch(looked, row.getInt("gone"), end);
            })
        .single();
  }
}
