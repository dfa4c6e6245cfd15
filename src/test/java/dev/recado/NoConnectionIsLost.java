package dev.recado;

import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves connections of a {@link TestDatabase} open.
 *
 * <p>JUnit finds this extension by itself (META-INF/services), so no test can forget it.
 */
public final class NoConnectionIsLost implements AfterAllCallback {

  /**
   * A thread that still works when the last test ends gives its connection back within this time.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public void afterAll(ExtensionContext context) {
    Map<Connection, Throwable> lost = new HashMap<>(HandedOut.open());
    try {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(50))
          .pollDelay(Duration.ZERO)
          .atMost(PATIENCE)
          .until(
              () -> {
                lost.keySet().retainAll(HandedOut.open().keySet());
                return lost.isEmpty();
              });
    } catch (ConditionTimeoutException e) {
      HandedOut.forget(lost);
      AssertionError error =
          new AssertionError(lost.size() + " connections were lost, see who took them", e);
      lost.values().forEach(error::addSuppressed);
      throw error;
    }
  }
}
