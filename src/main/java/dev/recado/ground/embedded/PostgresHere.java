package dev.recado.ground.embedded;

import dev.recado.ground.process.StartupProblem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.StringUtils;

/**
 * The PostgreSQL of the hub that is set up here, for a tool beside it: the configured one, the
 * embedded one of a running hub, or the embedded one, started for the time of the tool.
 *
 * <p>While a tool runs the embedded one, no hub can start on its data folder.
 */
public final class PostgresHere implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private static final int PORT_LINE = 3;

  private final DataSource source;
  private final @Nullable PostgresServer started;
  private final @Nullable DataFolder taken;

  private PostgresHere(
      DataSource source, @Nullable PostgresServer started, @Nullable DataFolder taken) {
    this.source = source;
    this.started = started;
    this.taken = taken;
  }

  /**
   * Finds it, or starts it.
   *
   * @param settings the settings of the hub, with its defaults
   * @return not connected yet
   * @throws StartupProblem if there is none here; says what to do
   */
  public static PostgresHere of(ConfigurableEnvironment settings) {
    String url = settings.getProperty(EmbeddedInitializer.DATASOURCE, "");
    if (StringUtils.hasText(url)) {
      return new PostgresHere(
          source(
              url,
              settings.getProperty("spring.datasource.username", ""),
              settings.getProperty("spring.datasource.password", "")),
          null,
          null);
    }
    Path folder = Path.of(settings.getRequiredProperty("recado.data")).toAbsolutePath().normalize();
    try {
      return embedded(folder);
    } catch (IOException e) {
      throw new StartupProblem(
          "The embedded PostgreSQL in " + folder + " cannot be used: " + e.getMessage(),
          "Run this as the user that the hub runs as, in the folder that the hub runs in.",
          e);
    }
  }

  private static PostgresHere embedded(Path folder) throws IOException {
    Path data = folder.resolve("postgres");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      throw new StartupProblem(
          "There is no hub's data in " + folder + ".",
          "Start the hub once, or run this in its folder; RECADO_DATA and SPRING_DATASOURCE_URL count here as for the hub.");
    }
    Optional<DataFolder> ours = DataFolder.ifFree(folder);
    if (ours.isEmpty()) {
      return ofTheHub(data);
    }
    try {
      PostgresServer server = PostgresServer.start(data, folder.resolve("bin"));
      DataSource source = source(server.jdbcUrl(), server.username(), server.password());
      return new PostgresHere(source, server, ours.get());
    } catch (IOException | RuntimeException e) {
      ours.get().close();
      throw e;
    }
  }

  /** A hub that is just starting needs some seconds until its PostgreSQL answers. */
  private static PostgresHere ofTheHub(Path data) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (Postmaster.of(data).filter(Postmaster::ready).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("a hub has the folder, but its PostgreSQL does not run");
      }
      pause();
    }
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    String url =
        "jdbc:postgresql://127.0.0.1:%s/%s"
            .formatted(lines.get(PORT_LINE).strip(), Cluster.DATABASE);
    String password = Files.readString(data.resolve(Cluster.PASSWORD));
    return new PostgresHere(source(url, Cluster.USER, password), null, null);
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static DataSource source(String url, String user, String password) {
    DriverManagerDataSource source = new DriverManagerDataSource(url);
    // The address may hold them.
    if (StringUtils.hasText(user)) {
      source.setUsername(user);
    }
    if (StringUtils.hasText(password)) {
      source.setPassword(password);
    }
    return source;
  }

  /**
   * Gives access to it.
   *
   * @return a new connection for each statement
   */
  public DataSource source() {
    return source;
  }

  /** Stops what was started. */
  @Override
  public void close() throws IOException {
    if (started != null) {
      started.close();
    }
    if (taken != null) {
      taken.close();
    }
  }
}
