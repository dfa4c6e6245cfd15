package dev.recado.spine.flow;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Tells whether a failure means that an outside system is unavailable, so that a retry may help.
 */
final class Away {

  /** Statuses that ask for a retry: the request took too long, came too early or too often. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private Away() {}

  /** Checks the failure and its causes. */
  static boolean caused(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (itself(t)) {
        return true;
      }
    }
    return false;
  }

  /** Checks the failure alone, not its causes. */
  static boolean itself(Throwable failure) {
    return failure instanceof TryLaterException
        || failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof CallNotPermittedException
        || failure instanceof HttpOperationFailedException http && later(http.getStatusCode());
  }

  /**
   * Checks whether the called system had no part in the failure, so that its breaker looks away.
   */
  static boolean beside(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NoTokenException) {
        return true;
      }
    }
    return false;
  }

  private static boolean later(int status) {
    return status >= 500 || LATER.contains(status);
  }
}
