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

  private static SQLException told(String database, SQLException failure) {
    if (away(failure)) {
      String why = Refused.because(failure);
      ForeignAwayException away =
          new ForeignAwayException(
              "O banco de dados '%s' não responde: %s".formatted(database, why));
      return new SQLException(away.getMessage(), away);
    }
    return new ForeignRefusedException(
        "O banco de dados '%s' recusou a consulta: %s"
            .formatted(database, Refused.because(failure)));
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
