package dev.recado.spine.flow;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Tells whether a failure says that a system outside is away, so that another try may help. */
final class Away {

  /** Who says so asks for another try: the request took too long, came too early or too often. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private Away() {}

  /** The failure itself or what caused it. */
  static boolean caused(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (itself(t)) {
        return true;
      }
    }
    return false;
  }

  /** The failure itself, whatever caused it. */
  static boolean itself(Throwable failure) {
    return failure instanceof TryLaterException
        || failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof CallNotPermittedException
        || failure instanceof HttpOperationFailedException http && later(http.getStatusCode());
  }

  private static boolean later(int status) {
    return status >= 500 || LATER.contains(status);
  }
}
