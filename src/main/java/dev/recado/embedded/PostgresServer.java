package dev.recado.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL of our own that keeps its data between starts and survives power loss. */
final class PostgresServer implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(20);

  private final EmbeddedPostgres postgres;

  private PostgresServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts the server on a folder, which is made on the first start.
   *
   * @param data where the cluster lives
   * @param binaries where the server's programs are unpacked to
   */
  static PostgresServer start(Path data, Path binaries) throws IOException {
    stopOrphan(data);
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(FreePort.find())
            .setPGStartupWait(Duration.ofSeconds(60));
    durable(builder);
    modest(builder);
    return new PostgresServer(builder.start());
  }

  /** The library is made for tests: it starts with -F (no fsync) and without synchronous commit. */
  private static void durable(EmbeddedPostgres.Builder builder) {
    builder
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  private static void modest(EmbeddedPostgres.Builder builder) {
    builder
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", "60")
        .setServerConfig("shared_buffers", "64MB")
        .setServerConfig("max_wal_size", "512MB")
        .setServerConfig("jit", "off")
        .setServerConfig("autovacuum_naptime", "20s");
  }

  /**
   * Ends the server that a killed hub left behind. The hub's lock on the data folder is ours by
   * now, so nobody is using it; two servers on one cluster would be refused by PostgreSQL.
   */
  private static void stopOrphan(Path data) throws IOException {
    Optional<ProcessHandle> orphan = orphan(data.resolve("postmaster.pid"));
    if (orphan.isEmpty()) {
      return;
    }
    log.info("A PostgreSQL of an earlier hub still runs on {}; stopping it first", data);
    orphan.get().destroy();
    try {
      orphan.get().onExit().get(ORPHAN_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("PostgreSQL of an earlier hub does not stop: " + orphan.get().pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while an earlier PostgreSQL stopped", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private static Optional<ProcessHandle> orphan(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(process -> process.info().command().orElse("").contains("postgres"));
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  String username() {
    return "postgres";
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
