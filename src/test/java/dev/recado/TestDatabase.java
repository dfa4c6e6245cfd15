package dev.recado;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.recado.ground.database.StorableParameters;
import dev.recado.ground.embedded.TestServers;
import dev.recado.ground.process.Daemons;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of one test, with the hub's tables in it. */
public final class TestDatabase {

  /** One for all pools: a pool of its own thread would outlive its test. */
  private static final ScheduledExecutorService KEEPER =
      Executors.newSingleThreadScheduledExecutor(Daemons.numbered("test-databases"));

  private final DataSource source;

  private TestDatabase(DataSource source) {
    this.source = source;
  }

  /**
   * Creates one.
   *
   * @return empty except for the tables
   */
  public static TestDatabase create() {
    DataSource source = StorableParameters.of(new HandedOut(pooled(TestServers.migratedUrl())));
    return new TestDatabase(source);
  }

  /** It keeps no connection that a test has not used for some seconds. */
  private static DataSource pooled(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(50);
    config.setMinimumIdle(0);
    config.setIdleTimeout(10_000);
    config.setScheduledExecutor(KEEPER);
    return new HikariDataSource(config);
  }

  /**
   * Gives access to it.
   *
   * @return a client that takes part in {@link #transaction}
   */
  public JdbcClient jdbc() {
    return JdbcClient.create(source);
  }

  /**
   * Gives the pool behind it.
   *
   * @return the same as {@link #jdbc} uses
   */
  public DataSource source() {
    return source;
  }

  /**
   * Gives a template for transactions.
   *
   * @return a template
   */
  public TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(source));
  }
}
