package dev.recado.spine.foreign;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.database.Refused;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what a failure of another system's database means for a flow. */
final class Failure {

  /** PostgreSQL's "read-only transaction": a write that was refused, and no standby. */
  private static final String READ_ONLY = "25006";

  /**
   * Codes of vendors without a telling SQLState: lock wait, query killed or too slow (MySQL and
   * MariaDB); lock wait and deadlock (SQL Server).
   */
  private static final Set<Integer> LATER = Set.of(1205, 1222, 1317, 1969, 3024);

  private Failure() {}

  /** What flows get instead of the driver's exception; the exception is suppressed in it. */
  static SQLException of(String database, SQLException failure) {
    SQLException told = told(database, failure);
    // As a cause, the hub would take its code for one of its own PostgreSQL.
    told.addSuppressed(failure);
    return told;
  }

  /** As {@link #of}, for a connection that could not be made: that is an outage in any case. */
  static SQLException connecting(String database, SQLException failure) {
    String what = answered(failure) ? "não aceita a conexão" : "não responde";
    SQLException told =
        outage(
            new ForeignAwayException(
                "O banco de dados '%s' %s: %s"
                    .formatted(database, what, Refused.because(failure))));
    told.addSuppressed(failure);
    return told;
  }

  /** All connections of the pool stayed in use for the time that a run waits for one. */
  static SQLException full(String database, int connections, SQLException failure) {
    SQLException told = outage(new ForeignBusyException(database, connections));
    told.addSuppressed(failure);
    return told;
  }

  private static SQLException told(String database, SQLException failure) {
    String why = Refused.because(failure);
    return away(failure)
        ? outage(
            new ForeignAwayException(
                "O banco de dados '%s' não responde: %s".formatted(database, why)))
        : new ForeignRefusedException(
            "O banco de dados '%s' recusou a consulta: %s".formatted(database, why));
  }

  private static SQLException outage(ForeignAwayException away) {
    return new SQLException(away.getMessage(), away);
  }

  /** A server said something, in a code that is not of the connection itself. */
  private static boolean answered(SQLException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getErrorCode() > 0) {
        return true;
      }
      if (t.getCause() == null && t instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state != null && !state.startsWith("08");
      }
    }
    return false;
  }

  /** The outage in a failure that {@link #of} has made, or null. */
  static @Nullable ForeignAwayException away(Throwable told) {
    return told.getCause() instanceof ForeignAwayException away ? away : null;
  }

  private static boolean away(SQLException failure) {
    if (READ_ONLY.equals(failure.getSQLState())) {
      return false;
    }
    return failure instanceof SQLTimeoutException
        || LATER.contains(failure.getErrorCode())
        || DatabaseAway.explains(failure);
  }
}
