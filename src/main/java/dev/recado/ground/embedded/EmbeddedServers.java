package dev.recado.ground.embedded;

import dev.recado.ground.process.StartupProblem;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a start without configuration. They start beside the Spring context.
 *
 * <p>They take a few seconds each, and so does the context: the first caller that needs a server
 * waits for it.
 */
final class EmbeddedServers implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);

  private final DataFolder folder;
  private final DiskSpace space;
  private final @Nullable CompletableFuture<PostgresServer> postgres;
  private final @Nullable CompletableFuture<KafkaServer> kafka;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedServers(
      DataFolder folder,
      DiskSpace space,
      @Nullable CompletableFuture<PostgresServer> postgres,
      @Nullable CompletableFuture<KafkaServer> kafka) {
    this.folder = folder;
    this.space = space;
    this.postgres = postgres;
    this.kafka = kafka;
  }

  /**
   * Starts the servers.
   *
   * @param kafkaAccess who may connect to Kafka; null for no Kafka
   */
  static EmbeddedServers start(
      DataFolder folder, DiskSpace space, boolean withPostgres, @Nullable KafkaAccess kafkaAccess) {
    return new EmbeddedServers(
        folder,
        space,
        withPostgres
            ? async(
                "PostgreSQL",
                () -> PostgresServer.start(folder.resolve("postgres"), folder.resolve("bin")))
            : null,
        kafkaAccess == null ? null : async("Kafka", () -> kafka(folder, space, kafkaAccess)));
  }

  private static KafkaServer kafka(DataFolder folder, DiskSpace space, KafkaAccess access)
      throws IOException {
    return KafkaServer.start(
        folder.resolve("kafka"), FreePort.find(), access, () -> !space.scarce());
  }

  private static <T> CompletableFuture<T> async(String name, Callable<T> start) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                long begin = System.nanoTime();
                result.complete(start.call());
                log.info("Embedded {} is up after {} ms", name, millisSince(begin));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "embedded-" + name.toLowerCase(java.util.Locale.ROOT));
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  PostgresServer postgres() {
    return await("PostgreSQL", postgres);
  }

  KafkaServer kafka() {
    return await("Kafka", kafka);
  }

  private <T> T await(String name, @Nullable CompletableFuture<T> server) {
    if (server == null) {
      throw new IllegalStateException("The embedded " + name + " was not started");
    }
    try {
      return server.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartupProblem(
          "The embedded " + name + " did not start in " + folder.path() + ": " + cause.getMessage(),
          "Read the log above; the usual reasons are a full disk or a damaged folder.",
          cause);
    }
  }

  /** Stops the servers, writers first; a second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stop("Kafka", kafka);
      stop("PostgreSQL", postgres);
      space.close();
      stop("lock", CompletableFuture.completedFuture(folder));
    }
  }

  private static void stop(String name, @Nullable CompletableFuture<? extends Closeable> server) {
    if (server == null) {
      return;
    }
    Closeable running = server.handle((value, failure) -> value).join();
    if (running == null) {
      return;
    }
    try {
      running.close();
    } catch (IOException | RuntimeException e) {
      log.warn("Embedded {} did not stop cleanly: {}", name, e.getMessage());
    }
  }
}
