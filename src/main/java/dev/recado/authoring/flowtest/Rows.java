package dev.recado.authoring.flowtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts the rows of a case into the tables. */
final class Rows {

  private final JdbcClient jdbc;
  private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();

  Rows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Map<String, Part> rows) {
    rows.forEach(
        (table, part) -> {
          Map<String, String> columns = columns(table, part);
          part.items().forEach(row -> insert(table, columns, row));
        });
  }

  /** The table's columns with their types. */
  private Map<String, String> columns(String table, Part part) {
    if (tables.isEmpty()) {
      jdbc.sql(
              """
              select table_name, column_name, udt_name from information_schema.columns
               where table_schema = current_schema() and table_name not like 'qrtz%'
                 and table_name in (select tablename from pg_tables where schemaname = current_schema())
              """)
          .query(
              row -> {
                tables
                    .computeIfAbsent(row.getString(1), name -> new LinkedHashMap<>())
                    .put(row.getString(2), row.getString(3));
              });
    }
    Map<String, String> columns = tables.get(table);
    if (columns == null) {
      throw part.wrong("There is no table '" + table + "'" + Known.hint(table, tables.keySet()));
    }
    return columns;
  }

  private void insert(String table, Map<String, String> columns, Part row) {
    List<String> names = new ArrayList<>();
    List<String> places = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    Map<String, Part> fields = row.fields();
    fields.forEach(
        (name, value) -> {
          String type = columns.get(name);
          if (type == null) {
            throw row.key(name)
                .wrong(
                    "The table '%s' has no column '%s'%s"
                        .formatted(table, name, Known.hint(name, columns.keySet())));
          }
          names.add('"' + name + '"');
          places.add("?::" + type);
          values.add(text(value));
        });
    String sql =
        "insert into \"%s\" (%s) overriding system value values (%s)"
            .formatted(table, String.join(", ", names), String.join(", ", places));
    try {
      jdbc.sql(sql).params(values).update();
    } catch (DataAccessException e) {
      throw row.wrong("This row cannot be put into '" + table + "': " + said(e));
    }
  }

  /** The value as text. PostgreSQL casts it and gives the best message if it does not fit. */
  private static @Nullable String text(Part part) {
    if (part.isNull()) {
      return null;
    }
    return part.isMap() || part.isList() ? Json.text(part.value()) : part.text();
  }

  private static String said(DataAccessException e) {
    return String.valueOf(e.getMostSpecificCause().getMessage())
        .lines()
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }
}
