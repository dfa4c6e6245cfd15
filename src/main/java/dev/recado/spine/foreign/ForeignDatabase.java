package dev.recado.spine.foreign;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A database of another system. Its connections only read; a breaker spares it while it is away.
 */
public final class ForeignDatabase extends AbstractDataSource {

  private static final Logger log = LoggerFactory.getLogger(ForeignDatabase.class);
  private static final long CONNECTION_MILLIS = 3000;

  private final String name;
  private final Dialect dialect;
  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final HikariDataSource pool;
  private volatile @Nullable String trouble;

  ForeignDatabase(
      String name, ForeignSettings.One settings, CircuitBreaker breaker, MeterRegistry meters) {
    Address address = Address.read(settings.url()).orElseThrow();
    this.name = name;
    this.dialect = address.dialect();
    this.timeout = settings.timeout();
    this.breaker = breaker;
    this.pool = pool(name, settings, address, meters);
  }

  private static HikariDataSource pool(
      String name, ForeignSettings.One settings, Address address, MeterRegistry meters) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDriverClassName(address.dialect().driver());
    config.setJdbcUrl(address.jdbc());
    config.setUsername(or(settings.user(), address.user()));
    config.setPassword(or(settings.password(), address.password()));
    config.setMaximumPoolSize(settings.poolSize());
    // Nothing connects before a flow asks, so a database that is away stops no start.
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECTION_MILLIS);
    config.setValidationTimeout(CONNECTION_MILLIS - 1000);
    config.setIdleTimeout(60_000);
    config.setReadOnly(true);
    config.setAutoCommit(address.dialect().autoCommit());
    address.dialect().properties(settings.timeout()).forEach(config::addDataSourceProperty);
    config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    return new HikariDataSource(config);
  }

  private static @Nullable String or(String first, String second) {
    return first.isEmpty() ? second.isEmpty() ? null : second : first;
  }

  /**
   * Borrows a connection.
   *
   * @throws SQLException with a {@link ForeignAwayException} as its cause if the database is away,
   *     or all connections are in use
   * @throws io.github.resilience4j.circuitbreaker.CallNotPermittedException if the breaker is open
   */
  @Override
  public Connection getConnection() throws SQLException {
    breaker.acquirePermission();
    Lease lease = new Lease(name, breaker, this::ended);
    try {
      return lease.of(reading(pool.getConnection()));
    } catch (SQLException e) {
      throw full(e) ? lease.full(pool.getMaximumPoolSize(), e) : lease.refused(e);
    } catch (RuntimeException e) {
      lease.end(null);
      throw e;
    }
  }

  private Connection reading(Connection connection) throws SQLException {
    String first = dialect.first();
    if (first == null) {
      return connection;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(first);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Otherwise the pool was still connecting, or the last try to connect is the cause. */
  private boolean full(SQLException failure) {
    return failure instanceof SQLTransientConnectionException
        && failure.getCause() == null
        && pool.getHikariPoolMXBean().getTotalConnections() >= pool.getMaximumPoolSize();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLException("Routes have the connections of the settings only");
  }

  private void ended(@Nullable ForeignAwayException away) {
    if (away != null && trouble == null) {
      log.warn("Database {}: {}", name, away.getMessage());
    } else if (away == null && trouble != null) {
      log.info("Database {} answers again", name);
    }
    trouble = away == null ? null : away.getMessage();
  }

  /**
   * Tells which SQL it understands.
   *
   * @return its kind
   */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Tells how long a query may take.
   *
   * @return at least a second
   */
  public Duration timeout() {
    return timeout;
  }

  /**
   * Tells how it does, as far as flows have asked it.
   *
   * @return the state; nothing is asked for it
   */
  public Status status() {
    var bean = pool.getHikariPoolMXBean();
    int connections = bean == null ? 0 : bean.getTotalConnections();
    return new Status(dialect.title(), breaker.getState().name(), connections, trouble);
  }

  /**
   * How a database does.
   *
   * @param kind such as {@code PostgreSQL}
   * @param breaker {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
   * @param connections open connections of the pool
   * @param trouble why the last flow that asked got no answer; null if it got one
   */
  public record Status(String kind, String breaker, int connections, @Nullable String trouble) {}

  void close() {
    pool.close();
  }
}
