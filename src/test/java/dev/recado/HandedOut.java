package dev.recado;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that the tests' databases have handed out, with the place that asked for each. */
final class HandedOut extends DelegatingDataSource {

  private static final Map<Connection, Throwable> OPEN = new ConcurrentHashMap<>();

  HandedOut(DataSource source) {
    super(source);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    Connection watched = watched(real);
    OPEN.put(real, new Throwable("This connection was never closed"));
    return watched;
  }

  private static Connection watched(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            HandedOut.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                OPEN.remove(real);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Those that are open now. */
  static Map<Connection, Throwable> open() {
    return Map.copyOf(OPEN);
  }

  /** They have been told of. */
  static void forget(Map<Connection, Throwable> told) {
    OPEN.keySet().removeAll(told.keySet());
  }
}
