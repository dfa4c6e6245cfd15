package dev.recado.spine.campaign;

import dev.recado.ground.process.Daemons;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks every second whether the rows of a query are still wanted, and cancels it where they are
 * not, so that a cancelled campaign keeps neither PostgreSQL nor a worker busy.
 */
final class SqlWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SqlWatch.class);
  private static final long LOOK_MILLIS = 1000;

  private final PGConnection connection;
  private final AudienceSource.Rows rows;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Daemons.named("campaign-audience-watch").newThread(this::watch);
  private volatile boolean ended;

  private SqlWatch(PGConnection connection, AudienceSource.Rows rows) {
    this.connection = connection;
    this.rows = rows;
  }

  static SqlWatch over(Connection connection, AudienceSource.Rows rows) throws SQLException {
    SqlWatch watch = new SqlWatch(connection.unwrap(PGConnection.class), rows);
    watch.thread.start();
    return watch;
  }

  /** Tells whether it has cancelled the query. */
  boolean ended() {
    return ended;
  }

  private void watch() {
    try {
      while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It goes on after a cancel: one between two pages changes nothing for the next. */
  private void look() {
    try {
      if (!rows.wanted()) {
        ended = true;
        // Also while a page is fetched, for which a statement's own cancel does nothing.
        connection.cancelQuery();
      }
    } catch (SQLException | DataAccessException | TransactionException e) {
      log.warn("Whether an audience is still wanted cannot be seen now: {}", e.getMessage());
    }
  }

  /** Returns when no cancel is under way any more: the connection's next query is another's. */
  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
