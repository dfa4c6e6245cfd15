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
 * Fails a class of tests that leaves connections of a {@link TestDatabase} open.
 *
 * <p>JUnit finds it by itself (META-INF/services), so that no test can forget it.
 */
public final class NoConnectionIsLost implements AfterAllCallback {

  /** What a thread is at work on when the last test ends comes back within this time. */
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
