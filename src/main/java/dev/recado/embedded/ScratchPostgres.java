package dev.recado.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL that is gone with whoever started it; nothing in it is worth a write to disk. */
public final class ScratchPostgres implements Closeable {

  private final EmbeddedPostgres postgres;

  private ScratchPostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts one in a temporary folder.
   *
   * @return an empty server
   * @throws IOException where it does not start
   */
  public static ScratchPostgres start() throws IOException {
    Path data = Files.createTempDirectory("recado-test-");
    return new ScratchPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            .setRegisterShutdownHook(true)
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "10")
            .setServerConfig("shared_buffers", "16MB")
            .setServerConfig("jit", "off")
            .setPort(FreePort.find())
            .start());
  }

  /**
   * Tells where it is.
   *
   * @return its address
   */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  /**
   * Names its user, who needs no password.
   *
   * @return the owner of the server
   */
  public String username() {
    return "postgres";
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
