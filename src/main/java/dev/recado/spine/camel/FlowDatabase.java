package dev.recado.spine.camel;

import dev.recado.spine.foreign.Dialect;
import dev.recado.spine.foreign.ForeignDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A database as routes see it: the hub's own, or that of another system. SQL that {@link SqlRights}
 * or {@link ForeignSql} refuses is not sent.
 */
final class FlowDatabase extends DelegatingDataSource {

  private static final int MOST_SECONDS = 10;
  private static final Set<String> WITHOUT_A_LOOK = Set.of("createStatement", "prepareCall");

  /**
   * SQL texts that were checked and are allowed. Flows have some dozens of them and use them all
   * the time.
   */
  private static final Map<Asked, Boolean> ALLOWED = LRUCacheFactory.newLRUCache(200);

  /** Null for the hub's own. */
  private final @Nullable Dialect dialect;

  private final int seconds;

  private record Asked(@Nullable Dialect dialect, String sql) {}

  FlowDatabase(DataSource database) {
    super(database);
    ForeignDatabase foreign = database instanceof ForeignDatabase other ? other : null;
    this.dialect = foreign == null ? null : foreign.dialect();
    this.seconds =
        foreign == null ? MOST_SECONDS : (int) Math.max(1, foreign.timeout().toSeconds());
  }

  @Override
  public Connection getConnection() throws SQLException {
    return looked(super.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLException("Routes have the hub's own connection only");
  }

  private Connection looked(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (WITHOUT_A_LOOK.contains(method.getName())) {
            throw new SQLException("Routes run SQL that is prepared only");
          }
          if (method.getName().equals("prepareStatement")) {
            looked(String.valueOf(arguments[0]));
          }
          Object result = call(connection, method, arguments);
          return result instanceof PreparedStatement statement ? bounded(statement) : result;
        });
  }

  /** All placeholders are replaced here, so a brace that is left is JDBC's. */
  private void looked(String sql) throws SQLException {
    Asked asked = new Asked(dialect, sql);
    if (ALLOWED.containsKey(asked)) {
      return;
    }
    Optional<Refusal> refusal =
        dialect == null
            ? SqlRights.refusal(sql).or(() -> SqlRights.write(sql))
            : ForeignSql.refusal(sql, dialect);
    if (refusal.isPresent()) {
      throw new SQLException(refusal.get().message());
    }
    if (sql.indexOf('{') >= 0) {
      throw new SQLException("SQL of routes has no \"{\"");
    }
    ALLOWED.put(asked, true);
  }

  /** A flow reads some rows of one customer. A larger query must not delay the other flows. */
  private PreparedStatement bounded(PreparedStatement statement) throws SQLException {
    statement.setQueryTimeout(seconds);
    statement.setMaxRows(FlowRows.MOST + 1);
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) -> {
          Object result = call(statement, method, arguments);
          return result instanceof ResultSet rows ? FlowRows.of(rows, dialect) : result;
        });
  }

  private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FlowDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(
      Object real, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
