package dev.recado.route;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The hub's database as routes have it: what {@link SqlRights} refuses is not sent. */
final class FlowDatabase extends DelegatingDataSource {

  private static final Set<String> WITHOUT_A_LOOK = Set.of("createStatement", "prepareCall");

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
                Optional<Refusal> refusal = SqlRights.refusal(String.valueOf(arguments[0]));
                if (refusal.isPresent()) {
                  throw new SQLException(refusal.get().message());
                }
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
