package dev.recado.api.health;

import dev.recado.spine.ingress.KafkaConnection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** Checks whether Kafka answers. It connects at the first check. */
final class KafkaProbe implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 2_000;

  private final KafkaConnection connection;
  private @Nullable Admin admin;

  /**
   * Creates the probe.
   *
   * @param connection Kafka's address and login
   */
  KafkaProbe(KafkaConnection connection) {
    this.connection = connection;
  }

  synchronized boolean answers() {
    try {
      admin().describeCluster().clusterId().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Admin admin() {
    Admin connected = admin;
    if (connected == null) {
      connected =
          Admin.create(
              connection.with(
                  Map.of(
                      AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                      AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                      AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000)));
      admin = connected;
    }
    return connected;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(java.time.Duration.ofSeconds(1));
    }
  }
}
