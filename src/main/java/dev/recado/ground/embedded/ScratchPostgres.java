package dev.recado.ground.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A PostgreSQL for the time of one process. It flushes nothing to disk. */
public final class ScratchPostgres implements Closeable {

  private final PostgresServer postgres;
  private final Path folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ScratchPostgres(PostgresServer postgres, Path folder) {
    this.postgres = postgres;
    this.folder = folder;
  }

  /**
   * Starts one in a temporary folder that only this user can read.
   *
   * @return an empty server
   * @throws IOException if it does not start
   */
  public static ScratchPostgres start() throws IOException {
    Path folder = Files.createTempDirectory("recado-test-");
    PostgresPrograms programs = PostgresPrograms.in(programs(folder));
    Cluster cluster = Cluster.in(folder.resolve("postgres"), programs, "--no-sync");
    Map<String, String> settings =
        Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "10",
            "shared_buffers", "16MB");
    ScratchPostgres scratch =
        new ScratchPostgres(PostgresServer.start(programs, cluster, settings), folder);
    Runtime.getRuntime().addShutdownHook(new Thread(scratch::closeAtTheEnd));
    return scratch;
  }

  /** Unpacked once for each user; if another user has taken the name, only for this run. */
  private static Path programs(Path folder) throws IOException {
    Path common =
        folder.resolveSibling("recado-postgres-" + System.getProperty("user.name", "nobody"));
    return OwnerOnly.isOurs(common) ? common : folder.resolve("bin");
  }

  /**
   * Tells its address.
   *
   * @return the JDBC address
   */
  public String jdbcUrl() {
    return postgres.jdbcUrl();
  }

  /**
   * Names its user.
   *
   * @return the owner of the database
   */
  public String username() {
    return postgres.username();
  }

  /**
   * Tells the password of its user.
   *
   * @return a password made for this server
   * @throws IOException if it cannot be read
   */
  public String password() throws IOException {
    return postgres.password();
  }

  private void closeAtTheEnd() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("The tests' PostgreSQL was not removed from " + folder + ": " + e);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      postgres.close();
      OwnerOnly.delete(folder);
    }
  }
}
