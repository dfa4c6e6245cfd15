package dev.recado.ground.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL. It keeps its data between starts, survives power loss, and is restarted
 * on the same port if it ends unexpectedly.
 */
final class PostgresServer implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** How long pg_ctl waits before the hub looks itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A server that was killed during much work first replays its log. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final PostgresPrograms programs;
  private final Cluster cluster;
  private final int port;
  private final Map<String, String> settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch;

  private PostgresServer(
      PostgresPrograms programs, Cluster cluster, int port, Map<String, String> settings) {
    this.programs = programs;
    this.cluster = cluster;
    this.port = port;
    this.settings = settings;
    this.watch = new Thread(this::watch, "embedded-postgresql-watch");
    watch.setDaemon(true);
  }

  /**
   * Starts the server on a folder, which is created on the first start.
   *
   * @param data the folder of the cluster
   * @param binaries the folder for the unpacked programs
   */
  static PostgresServer start(Path data, Path binaries) throws IOException {
    PostgresPrograms programs = PostgresPrograms.in(binaries);
    stopOrphan(programs, data);
    return start(programs, Cluster.in(data, programs), settings());
  }

  static PostgresServer start(
      PostgresPrograms programs, Cluster cluster, Map<String, String> settings) throws IOException {
    PostgresServer server = new PostgresServer(programs, cluster, FreePort.find(), settings);
    server.launch();
    server.watch.start();
    return server;
  }

  /** Settings that keep it durable and small. */
  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fsync", "on");
    settings.put("full_page_writes", "on");
    settings.put("synchronous_commit", "on");
    settings.put("max_connections", "60");
    settings.put("shared_buffers", "64MB");
    settings.put("max_wal_size", "512MB");
    settings.put("autovacuum_naptime", "20s");
    // A query of a flow or an audience must not fill the disk; the hub's own role may not set this.
    settings.put("temp_file_limit", "2GB");
    return settings;
  }

  /**
   * Ends the server that a killed hub left behind. This hub holds the lock on the data folder, so
   * nobody uses that server; PostgreSQL would refuse a second server on one cluster.
   */
  private static void stopOrphan(PostgresPrograms programs, Path data) throws IOException {
    if (Postmaster.of(data).isPresent()) {
      log.info("A PostgreSQL of an earlier hub still runs on {}; stopping it first", data);
      stop(programs, data);
    }
  }

  private static void stop(PostgresPrograms programs, Path data) throws IOException {
    programs.run(
        STOP_LIMIT.plusSeconds(5),
        "",
        "pg_ctl",
        "stop",
        "-D",
        data.toString(),
        "-m",
        "fast",
        "-t",
        Long.toString(STOP_LIMIT.toSeconds()));
  }

  /**
   * Starts it by pg_ctl, so that Ctrl+C in a terminal reaches only the hub, which then stops the
   * server.
   */
  private void launch() throws IOException {
    Path said = cluster.data().resolve("recado.log");
    if (Files.exists(said)) {
      Files.move(said, said.resolveSibling("recado.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    try {
      programs.run(
          START_LIMIT,
          "",
          "pg_ctl",
          "start",
          "-D",
          cluster.data().toString(),
          "-l",
          said.toString(),
          "-t",
          Long.toString(PATIENCE.toSeconds()),
          "-o",
          options());
    } catch (IOException e) {
      if (!comesUp()) {
        throw new IOException(e.getMessage() + lastLine(said), e);
      }
    }
  }

  /**
   * Waits until a running server is ready. pg_ctl would wait on for a server that was told to end
   * before it was ready.
   *
   * @return false if the server has ended or is ending
   */
  private boolean comesUp() throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    Optional<Postmaster> server = Postmaster.of(cluster.data());
    try {
      while (server.filter(Postmaster::starting).isPresent() && System.nanoTime() < deadline) {
        closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        server = Postmaster.of(cluster.data());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for PostgreSQL", e);
    }
    return server.filter(Postmaster::ready).isPresent();
  }

  private static String lastLine(Path said) throws IOException {
    if (!Files.exists(said)) {
      return "";
    }
    return Files.readAllLines(said, java.nio.charset.StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
        .reduce((earlier, last) -> last)
        .map(line -> " (" + line + ")")
        .orElse("");
  }

  /** No socket file: everybody could see it, and no client needs it. */
  private String options() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("listen_addresses", "127.0.0.1");
    all.put("unix_socket_directories", "");
    all.put("jit", "off");
    // The hub receives each error and logs it without the customers' data.
    all.put("log_min_messages", "log");
    all.put("log_min_error_statement", "panic");
    all.put("log_checkpoints", "off");
    return all.entrySet().stream()
        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" ", "-p " + port + " ", ""));
  }

  private void watch() {
    try {
      while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      Optional<Postmaster> running = Postmaster.of(cluster.data());
      if (running.isEmpty()) {
        log.warn("The embedded PostgreSQL has ended; starting it again on port {}", port);
        bringBack();
      } else if (running.get().stopping()) {
        log.warn(
            "Something outside the hub is stopping the embedded PostgreSQL; starting it again");
        bringBack();
      }
    } catch (IOException | RuntimeException e) {
      log.warn("The hub cannot watch the embedded PostgreSQL: {}", e.getMessage());
    }
  }

  /**
   * Tries until the server runs again. Child processes of a dead server may hold its memory a
   * moment longer; on a full disk the attempts go on until there is space.
   */
  private void bringBack() throws InterruptedException {
    long begin = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (closing.getCount() > 0) {
      try {
        endOneThatEnds();
        launch();
        long took = (System.nanoTime() - begin) / 1_000_000;
        log.info("The embedded PostgreSQL is back on port {} after {} ms", port, took);
        return;
      } catch (IOException e) {
        log.warn(
            "The embedded PostgreSQL does not start yet, next try in {} ms: {}",
            pause.toMillis(),
            e.getMessage());
      }
      if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  /** A server that is ending waits for its clients and lets nobody else in, so the hub stops it. */
  private void endOneThatEnds() throws IOException {
    if (Postmaster.of(cluster.data()).filter(Postmaster::stopping).isPresent()) {
      stop(programs, cluster.data());
    }
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.DATABASE;
  }

  String username() {
    return Cluster.USER;
  }

  String password() throws IOException {
    return cluster.password();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    watch.interrupt();
    try {
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (Postmaster.of(cluster.data()).isPresent()) {
      stop(programs, cluster.data());
    }
  }
}
