package dev.recado.spine.foreign;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection from the pool until its return, which is one call for the breaker: it fails if the
 * database was away at any step.
 */
final class Lease {

  private final String database;
  private final CircuitBreaker breaker;
  private final Consumer<@Nullable ForeignAwayException> ended;
  private final long since = System.nanoTime();
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * Begins a lease that the breaker has permitted.
   *
   * @param ended is told of the outage, or null if there was none
   */
  Lease(String database, CircuitBreaker breaker, Consumer<@Nullable ForeignAwayException> ended) {
    this.database = database;
    this.breaker = breaker;
    this.ended = ended;
  }

  Connection of(Connection connection) {
    return proxy(Connection.class, connection);
  }

  SQLException failed(SQLException failure) {
    SQLException told = Failure.of(database, failure);
    ForeignAwayException away = Failure.away(told);
    if (away != null) {
      end(away);
    }
    return told;
  }

  /**
   * The pool gave no connection, so the database is away for this call, whatever it said: also one
   * that does not know its name, or lets nobody else in.
   */
  SQLException refused(SQLException failure) {
    SQLException told = Failure.connecting(database, failure);
    end(Failure.away(told));
    return told;
  }

  /** Tells nothing about the database: a half-open breaker gets its permission back. */
  SQLException full(int connections, SQLException failure) {
    if (over.compareAndSet(false, true)) {
      breaker.releasePermission();
    }
    return Failure.full(database, connections, failure);
  }

  void end(@Nullable ForeignAwayException away) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    long took = System.nanoTime() - since;
    if (away == null) {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(took, TimeUnit.NANOSECONDS, away);
    }
    ended.accept(away);
  }

  private <T> T proxy(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            Lease.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object result = call(real, method, arguments);
              if (method.getName().equals("close") && real instanceof Connection) {
                end(null);
              }
              return kept(result);
            }));
  }

  private @Nullable Object kept(@Nullable Object result) {
    if (result instanceof PreparedStatement statement) {
      return proxy(PreparedStatement.class, statement);
    }
    return result instanceof ResultSet rows ? proxy(ResultSet.class, rows) : result;
  }

  private @Nullable Object call(Object real, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause instanceof SQLException failure ? failed(failure) : cause == null ? e : cause;
    }
  }
}
