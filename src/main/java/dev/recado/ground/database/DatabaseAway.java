package dev.recado.ground.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Tells a PostgreSQL that is away from one that refuses the work.
 *
 * <p>Waiting helps only in the first case: the same work succeeds once PostgreSQL is back. What
 * PostgreSQL refuses today, it refuses tomorrow, and a wait for that would never end.
 *
 * <p>PostgreSQL's own codes decide (its manual, appendix A):
 *
 * <table>
 * <caption>SQLStates that mean "away"</caption>
 * <tr><th>SQLState</th><th>what has happened</th></tr>
 * <tr><td>08...</td><td>no connection, or it broke</td></tr>
 * <tr><td>25006</td><td>read-only: a standby, or a switch to another server under way</td></tr>
 * <tr><td>25P03, 25P04</td><td>the server ended a transaction that took too long</td></tr>
 * <tr><td>28..., 3D000</td><td>the server no longer lets the hub in, or has not made its
 * database yet</td></tr>
 * <tr><td>40...</td><td>serialization failure or deadlock: the loser tries again</td></tr>
 * <tr><td>53...</td><td>disk full, out of memory, too many connections</td></tr>
 * <tr><td>55P03, 57014</td><td>lock or statement timeout, or an administrator's cancel</td></tr>
 * <tr><td>57P...</td><td>shutting down, starting up, crashed</td></tr>
 * <tr><td>58...</td><td>trouble with its files</td></tr>
 * </table>
 *
 * <p>Without a code, the kind of the exception decides: no connection available, a transaction that
 * could not begin or end, a connection that broke earlier, a time-out.
 */
public final class DatabaseAway {

  private static final Set<String> CLASSES = Set.of("08", "28", "40", "53", "58");

  private static final Set<String> STATES =
      Set.of("25006", "25P03", "25P04", "3D000", "55P03", "57014");

  private static final String STOPPING_OR_STARTING = "57P";

  private DatabaseAway() {}

  /**
   * Tells whether a failure comes from a PostgreSQL that is away.
   *
   * @param failure what was thrown; its causes count as well
   * @return true if the same work may be tried again later; false if the work itself is refused, or
   *     the failure has nothing to do with PostgreSQL
   */
  public static boolean explains(@Nullable Throwable failure) {
    String state = state(failure);
    if (state != null) {
      return CLASSES.contains(state.substring(0, 2))
          || STATES.contains(state)
          || state.startsWith(STOPPING_OR_STARTING);
    }
    return anyOf(failure);
  }

  /**
   * Tells whether another transaction was in the way: the same work may be tried again at once.
   *
   * @param failure what was thrown; its causes count as well
   * @return true for a serialization failure or a deadlock; {@link #explains} is true for both, too
   */
  public static boolean lostARace(@Nullable Throwable failure) {
    String state = state(failure);
    return state != null && state.startsWith("40");
  }

  /** The code of the innermost failure that has one, or null. */
  static @Nullable String state(@Nullable Throwable failure) {
    String state = null;
    Set<Throwable> seen = new HashSet<>();
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState().length() == 5 ? sql.getSQLState() : state;
      }
    }
    return state;
  }

  /** The pool's message for a connection that broke during use; it comes without a code. */
  private static boolean isClosed(Throwable t) {
    return t instanceof SQLException && "Connection is closed".equals(t.getMessage());
  }

  private static boolean anyOf(@Nullable Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      if (isClosed(t)
          || t instanceof SQLTransientException
          || t instanceof SQLNonTransientConnectionException
          || t instanceof SQLRecoverableException
          || t instanceof CannotCreateTransactionException
          || t instanceof TransactionSystemException
          || t instanceof TransactionTimedOutException
          || t instanceof DataAccessResourceFailureException
          || t instanceof TransientDataAccessException) {
        return true;
      }
    }
    return false;
  }
}
