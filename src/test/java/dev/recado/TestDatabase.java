package dev.recado;

import dev.recado.ground.database.StorableParameters;
import dev.recado.ground.embedded.TestServers;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of one test, with the hub's tables in it. */
public final class TestDatabase {

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
    DataSource source =
        StorableParameters.of(
            new HandedOut(new DriverManagerDataSource(TestServers.migratedUrl())));
    return new TestDatabase(source);
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
   * Gives a template for transactions.
   *
   * @return a template
   */
  public TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(source));
  }
}
