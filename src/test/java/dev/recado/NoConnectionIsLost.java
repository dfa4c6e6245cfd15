package dev.recado;

import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Fails a test class that leaves connections of a {@link TestDatabase} open.
 *
 * <p>JUnit finds it by itself (META-INF/services), so that no test can forget it. Classes that run
 * beside others (in failsafe, see pom.xml) have hubs of their own and no such database; what they
 * would see is another's.
 */
public final class NoConnectionIsLost implements AfterAllCallback {

  /**
   * A thread that still works when the last test ends gives its connection back within this time.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getExecutionMode() == ExecutionMode.CONCURRENT) {
      return;
    }
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
