package dev.recado.authoring.flowtest;

import dev.recado.spine.foreign.ForeignDatabases;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The rows that a test gives for a step on the database of another system. */
final class ForeignRows {

  static final String ROWS = "rows";

  private static final String OWN = "dataSource";
  private static final Pattern NAMED = Pattern.compile("[?&]dataSource=#?(?:bean:)?([^&]*)");

  private ForeignRows() {}

  /** The database of another system that an address of the component sql names, or null. */
  static @Nullable String database(String uri) {
    Matcher named = NAMED.matcher(URLDecoder.decode(uri, StandardCharsets.UTF_8));
    return uri.startsWith("sql:") && named.find() ? other(named.group(1)) : null;
  }

  /** The same for a step in its file. */
  static @Nullable String database(Steps.Step step) {
    String named = step.parameters().get(OWN);
    boolean sql = step.uri() != null && step.uri().startsWith("sql:");
    return sql && named != null ? other(named.replaceFirst("^#(bean:)?", "")) : null;
  }

  private static @Nullable String other(String name) {
    return name.equals(OWN) ? null : name;
  }

  /** The rows in the form that Camel's component gives them in. */
  static @Nullable Object result(Part rows, boolean one) {
    List<Map<String, @Nullable Object>> records = rows.items().stream().map(Part::record).toList();
    if (!one) {
      return records;
    }
    if (records.size() > 1) {
      throw rows.wrong(
          "The step reads with outputType SelectOne, which fails for more than one row");
    }
    if (records.isEmpty()) {
      return null;
    }
    Map<String, @Nullable Object> only = records.get(0);
    return only.size() == 1 ? only.values().iterator().next() : only;
  }

  /** Has a database for each name, none of which can be reached. */
  static final class Databases extends ForeignDatabases {

    @Override
    public DataSource named(String name) {
      return new AbstractDataSource() {
        @Override
        public Connection getConnection() throws SQLException {
          throw new SQLException("No test leaves this machine, not even for the database " + name);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
          return getConnection();
        }
      };
    }
  }
}
