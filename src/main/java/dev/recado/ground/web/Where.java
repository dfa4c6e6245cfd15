package dev.recado.ground.web;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of a query. Only those with a value are written. */
public final class Where {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  /** Adds a condition on the parameter {@code :name}, unless its value is null. */
  public Where and(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.put(name, value instanceof Instant at ? Timestamp.from(at) : value);
    }
    return this;
  }

  /** Sets another parameter, for a condition with several. */
  public Where value(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Continues after a cursor over a time and an id. */
  public Where after(@Nullable Cursor cursor, String timeColumn) {
    return after(cursor, timeColumn, "id");
  }

  /**
   * Continues after a cursor; the id has another name.
   *
   * @param cursor where the last page ended, or null for the first page
   * @param timeColumn the column that sorts the rows first
   * @param idColumn the column that sorts rows of the same time
   */
  public Where after(@Nullable Cursor cursor, String timeColumn, String idColumn) {
    if (cursor != null) {
      conditions.add("(" + timeColumn + ", " + idColumn + ") < (:beforeAt, :beforeId)");
      values.put("beforeAt", Timestamp.from(cursor.at()));
      values.put("beforeId", cursor.id());
    }
    return this;
  }

  /**
   * Writes the conditions as SQL.
   *
   * @return with {@code where} before them, or nothing if there are none
   */
  public String sql() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  /**
   * Lists the values of the parameters.
   *
   * @return by name
   */
  public Map<String, Object> values() {
    return values;
  }
}
