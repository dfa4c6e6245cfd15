package dev.recado.spine.camel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.support.LRUCacheFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The hub's database as routes see it. SQL that {@link SqlRights} refuses is not sent. */
final class FlowDatabase extends DelegatingDataSource {

  private static final int MOST_SECONDS = 10;
  private static final int MOST_ROWS = 10_000;
  private static final Set<String> WITHOUT_A_LOOK = Set.of("createStatement", "prepareCall");

  /**
   * SQL texts that were checked and are allowed. Flows have some dozens of them and use them all
   * the time.
   */
  private static final Map<String, Boolean> ALLOWED = LRUCacheFactory.newLRUCache(200);

  FlowDatabase(DataSource database) {
    super(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return looked(super.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLException("Routes have the hub's own connection only");
  }

  private static Connection looked(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            FlowDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              if (WITHOUT_A_LOOK.contains(method.getName())) {
                throw new SQLException("Routes run SQL that is prepared only");
              }
              if (method.getName().equals("prepareStatement")) {
                looked(String.valueOf(arguments[0]));
              }
              try {
                Object result = method.invoke(connection, arguments);
                return result instanceof PreparedStatement statement ? bounded(statement) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** All placeholders are replaced here, so a brace that is left is JDBC's. */
  private static void looked(String sql) throws SQLException {
    if (ALLOWED.containsKey(sql)) {
      return;
    }
    Optional<Refusal> refusal = SqlRights.refusal(sql).or(() -> SqlRights.write(sql));
    if (refusal.isPresent()) {
      throw new SQLException(refusal.get().message());
    }
    if (sql.indexOf('{') >= 0) {
      throw new SQLException("SQL of routes has no \"{\"");
    }
    ALLOWED.put(sql, true);
  }

  /** A flow reads some rows of one customer. A larger query must not delay the other flows. */
  private static PreparedStatement bounded(PreparedStatement statement) throws SQLException {
    statement.setQueryTimeout(MOST_SECONDS);
    statement.setMaxRows(MOST_ROWS);
    return statement;
  }
}
