package dev.recado.authoring.flowtest;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source of one connection with one transaction that is never committed.
 *
 * <p>It has its own tables in a schema that no other connection ever sees, and a killed process
 * leaves nothing of them. Commits and rollbacks work on savepoints. Only one user may have it at a
 * time.
 */
final class OneConnection implements DataSource, AutoCloseable {

  private final Address address;
  private @Nullable Connection connection;
  private @Nullable Savepoint beginning;

  /** The address of the server and the login. */
  record Address(String jdbcUrl, String user, String password) {}

  OneConnection(Address address) {
    this.address = address;
  }

  /** Connects and creates the tables, unless that was done before. */
  void open() throws SQLException {
    if (connection != null) {
      return;
    }
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("ApplicationName", "recado test");
    // A failed statement must not spoil the later ones.
    properties.setProperty("autosave", "always");
    Connection opened = DriverManager.getConnection(address.jdbcUrl(), properties);
    try {
      opened.setAutoCommit(false);
      makeTables(opened);
      connection = opened;
      beginning = opened.setSavepoint();
    } catch (SQLException | RuntimeException e) {
      connection = null;
      opened.close();
      throw e;
    }
  }

  private static void makeTables(Connection connection) throws SQLException {
    String schema = "recado_test_" + UUID.randomUUID().toString().replace("-", "");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
      statement.execute("set local search_path to " + schema);
      for (String script : Migrations.inOrder()) {
        statement.execute(script);
      }
    }
  }

  /** Restores the state after {@link #open}. */
  void beginAnew() throws SQLException {
    open(connection).rollback(beginning);
  }

  private static Connection open(@Nullable Connection connection) throws SQLException {
    if (connection == null) {
      throw new SQLException("The tables of the tests are not open");
    }
    return connection;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection open = open(connection);
    return (Connection)
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new Borrowed(open)::invoke);
  }

  /** The connection that users get. Their transaction is a savepoint of the real one. */
  private static final class Borrowed {

    private final Connection real;
    private boolean autoCommit = true;
    private boolean closed;
    private @Nullable Savepoint begun;

    Borrowed(Connection real) {
      this.real = real;
    }

    @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
        throws Throwable {
      Object[] arguments = given == null ? new Object[0] : given;
      switch (method.getName()) {
        case "setAutoCommit" -> {
          setAutoCommit((boolean) arguments[0]);
          return null;
        }
        case "getAutoCommit" -> {
          return autoCommit;
        }
        case "commit" -> {
          end(false);
          return null;
        }
        case "rollback" -> {
          if (arguments.length == 0) {
            end(true);
            return null;
          }
        }
        case "close", "abort" -> {
          closed = true;
          return null;
        }
        case "isClosed" -> {
          return closed;
        }
        // The transaction has begun already, so its properties cannot change any more.
        case "setReadOnly", "setTransactionIsolation", "setHoldability", "setSchema" -> {
          return null;
        }
        case "equals" -> {
          return proxy == arguments[0];
        }
        case "hashCode" -> {
          return System.identityHashCode(proxy);
        }
        default -> {}
      }
      try {
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private void setAutoCommit(boolean wanted) throws SQLException {
      if (wanted == autoCommit) {
        return;
      }
      if (wanted) {
        end(false);
      }
      autoCommit = wanted;
      begun = wanted ? null : real.setSavepoint();
    }

    private void end(boolean undo) throws SQLException {
      Savepoint point = begun;
      if (point == null) {
        return;
      }
      if (undo) {
        real.rollback(point);
      }
      real.releaseSavepoint(point);
      begun = autoCommit ? null : real.setSavepoint();
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public void close() throws SQLException {
    Connection open = connection;
    connection = null;
    beginning = null;
    if (open != null) {
      try (open) {
        open.rollback();
      }
    }
  }

  /** Gives up a connection that an endless flow may still use. */
  void abandon() throws SQLException {
    Connection open = connection;
    connection = null;
    beginning = null;
    if (open != null) {
      open.abort(Runnable::run);
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException("There is nothing behind this data source");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // There is no log writer.
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("There is one connection, which is open already");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("This data source has no log");
  }
}
