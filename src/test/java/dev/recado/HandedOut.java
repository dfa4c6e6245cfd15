package dev.recado;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts the connections that the tests' databases have handed out, with the place that asked for
 * each.
 */
final class HandedOut extends DelegatingDataSource {

  private static final Map<Connection, Throwable> OPEN = new ConcurrentHashMap<>();

  HandedOut(DataSource source) {
    super(source);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    OPEN.put(connection, new Throwable("This connection was never closed"));
    return connection;
  }

  /** The connections that are open now. */
  static Map<Connection, Throwable> open() {
    OPEN.keySet().removeIf(HandedOut::closed);
    return Map.copyOf(OPEN);
  }

  private static boolean closed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Forgets connections that were reported. */
  static void forget(Map<Connection, Throwable> told) {
    OPEN.keySet().removeAll(told.keySet());
  }
}
