package dev.recado;

import dev.recado.ground.embedded.TestServers;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The hub as a process of its own, which a test can kill. */
public final class HubProcess implements Closeable {

  /** The token of Odoo's webhooks. */
  public static final String ODOO_TOKEN = "odoo-token-of-the-tests";

  /** The password of the first user. */
  public static final String ADMIN_PASSWORD = "admin-password-of-the-tests";

  /** The token of form posts. */
  public static final String FORM_TOKEN = "form-token-of-the-tests";

  /** The key that signs WAHA's webhooks: the one of the samples. */
  public static final String WAHA_HMAC_KEY = "waha-test-hmac-key";

  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String name;
  private final Path folder;
  private final Path log;
  private final int port = freePort();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private final Thread lastResort = new Thread(this::killHard);
  private @Nullable Path jar;
  private int begun;
  private @Nullable String jdbcUrl;
  private @Nullable Process process;

  private HubProcess(String name) {
    this.name = name;
    String run = name + "-" + UUID.randomUUID().toString().substring(0, 8);
    this.folder = Path.of("target", "hubs", run).toAbsolutePath();
    this.log = folder.resolve("hub.log");
    environment.put("PORT", Integer.toString(port));
    // Not the file that a developer keeps for Docker Compose.
    environment.put("RECADO_ENV_FILE", "none");
    environment.put("RECADO_DATA", folder.resolve("data").toString());
    environment.put("RECADO_ROUTES", Path.of("routes").toAbsolutePath().toString());
    environment.put("RECADO_PACING", "off");
    environment.put("RECADO_QUIET_HOURS", "off");
    environment.put("RECADO_LOG_FORMAT", "");
    environment.put("RECADO_SECRET_KEY", "secret-key-of-the-tests-secret-key");
    environment.put("RECADO_ADMIN_PASSWORD", ADMIN_PASSWORD);
    environment.put("ODOO_WEBHOOK_TOKEN", ODOO_TOKEN);
    environment.put("FORM_WEBHOOK_TOKEN", FORM_TOKEN);
    environment.put("WAHA_HMAC_KEY", WAHA_HMAC_KEY);
    property("recado.ingress.topic", "inbound-" + run);
    property("recado.intake.group", "intake-" + run);
    property("recado.outbox.retry-schedule", String.join(",", schedule()));
    property("recado.outbox.connectors.waha.breaker-open", "1s");
    property("camel.component.http.response-timeout", "2000");
    // The pool logs a connection that is out for longer, and logs again if it comes back.
    property("spring.datasource.hikari.leak-detection-threshold", "2000");
    property("logging.level." + LostConnections.LOGGER, "info");
  }

  /** Ends after some minutes, so a message that never gets through is seen as dead. */
  private static List<String> schedule() {
    List<String> pauses = new ArrayList<>(List.of("200ms", "500ms"));
    for (int i = 0; i < 60; i++) {
      pauses.add("1s");
    }
    return pauses;
  }

  /**
   * Describes a hub with its own PostgreSQL and Kafka.
   *
   * @param name the name of its files
   * @return not yet started
   */
  public static HubProcess named(String name) {
    return new HubProcess(name);
  }

  /**
   * Starts it from a packed jar, with the flows inside.
   *
   * @param packed the jar from {@code package}
   * @return itself
   */
  public HubProcess packed(Path packed) {
    jar = packed.toAbsolutePath();
    environment.remove("RECADO_ROUTES");
    return this;
  }

  /**
   * Connects it to the servers that all tests share, with its own database and topic.
   *
   * @return itself
   */
  public HubProcess onSharedServers() {
    return datasource(TestServers.migratedUrl()).env("KAFKA_BROKERS", TestServers.brokers());
  }

  /**
   * Gives it a database.
   *
   * @param url with the user in it
   * @return itself
   */
  public HubProcess datasource(String url) {
    jdbcUrl = url;
    return env("SPRING_DATASOURCE_URL", url)
        .env("SPRING_DATASOURCE_USERNAME", TestServers.USER)
        .env("SPRING_DATASOURCE_PASSWORD", TestServers.password());
  }

  /**
   * Gives it its database as hosting platforms do, by {@code DATABASE_URL} alone, in a {@code
   * .env}.
   *
   * @return itself
   */
  public HubProcess asOnAPlatform() {
    String url = String.valueOf(environment.remove("SPRING_DATASOURCE_URL"));
    String user = environment.remove("SPRING_DATASOURCE_USERNAME");
    String password = environment.remove("SPRING_DATASOURCE_PASSWORD");
    String place = url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*", "");
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(".env");
      Files.writeString(
          file,
          "export DATABASE_URL='postgres://%s:%s@%s?sslmode=disable' # the shared one\n"
              .formatted(user, password, place));
      return env("RECADO_ENV_FILE", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sets the address by which the test, and not the hub, reads the hub's database.
   *
   * @param url with the user in it
   * @return itself
   */
  public HubProcess lookingAt(String url) {
    jdbcUrl = url;
    return this;
  }

  /**
   * Connects it to a WAHA.
   *
   * @param waha the WAHA
   * @return itself
   */
  public HubProcess waha(StubWaha waha) {
    return env("WAHA_URL", waha.url()).env("WAHA_API_KEY", StubWaha.KEY);
  }

  /**
   * Sets an environment variable of the next start.
   *
   * @param variable its name
   * @param value its value
   * @return itself
   */
  public HubProcess env(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * Sets a property of the next start.
   *
   * @param property its name
   * @param value its value
   * @return itself
   */
  public HubProcess property(String property, String value) {
    properties.put(property, value);
    return this;
  }

  /**
   * Gives its JVM an option.
   *
   * @param option as on the command line
   * @return itself
   */
  public HubProcess option(String option) {
    options.add(option);
    return this;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @return itself
   */
  public HubProcess start() {
    TestServers.onlyWhereMarked("hub");
    try {
      Files.createDirectories(folder.resolve("data"));
      Files.createDirectories(TestServers.BINARIES);
      Path binaries = folder.resolve("data").resolve("bin");
      if (!Files.exists(binaries)) {
        Files.createSymbolicLink(binaries, TestServers.BINARIES);
      }
      ProcessBuilder builder =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      if (jar != null) {
        builder.directory(folder.toFile());
      }
      begun = Files.exists(log) ? log().length() : 0;
      Process started = builder.start();
      process = started;
      protect();
      Awaitility.await(name + " is ready")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .failFast("ended while starting", () -> !started.isAlive())
          .ignoreExceptions()
          .until(() -> get("/actuator/health/readiness").statusCode() == 200);
      return this;
    } catch (ConditionTimeoutException | org.awaitility.core.TerminalFailureException e) {
      throw new AssertionError(name + " did not start:\n" + tail(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void protect() {
    try {
      Runtime.getRuntime().addShutdownHook(lastResort);
    } catch (IllegalArgumentException alreadyThere) {
      // Since the first start.
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto"));
    command.addAll(options);
    command.addAll(jar == null ? program() : List.of("-jar", jar.toString()));
    properties.forEach((property, value) -> command.add("--" + property + "=" + value));
    return command;
  }

  /**
   * The packed jar where the build has made it: unpacked, it is ready in half the time. A test that
   * is run by itself has only the classes, which may be newer than any jar.
   */
  private static List<String> program() {
    String built = System.getProperty("recado.tests.jar", "");
    return built.isEmpty()
        ? List.of("-cp", classPath(), RecadoApplication.class.getName())
        : List.of("-jar", built);
  }

  /** Without the tests' own classes, among which Spring would look for beans. */
  static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(System.getProperty("path.separator")))
        .filter(entry -> !entry.replace('\\', '/').endsWith("/test-classes"))
        .filter(entry -> !entry.replace('\\', '/').endsWith("/test-classes/"))
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  /** Kills it as the kernel does when memory runs out: it cannot shut down. */
  public void killHard() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      await(running, Duration.ofSeconds(20));
      process = null;
    }
  }

  /** Asks it to stop and waits until it has stopped. */
  public void stop() {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!await(running, Duration.ofSeconds(60))) {
        throw new AssertionError(name + " does not stop:\n" + tail());
      }
      process = null;
      lostNoConnection();
    }
  }

  /** A reported connection that never came back is lost; a killed hub has no time to return it. */
  private void lostNoConnection() {
    List<String> lost = LostConnections.in(log().substring(begun));
    if (!lost.isEmpty()) {
      throw new AssertionError(
          name + " has lost " + lost.size() + " connections, see " + log + ": " + lost);
    }
  }

  /** Stops it in an orderly way if it still runs, and starts it on the same data. */
  public void restart() {
    stop();
    start();
  }

  private static boolean await(Process running, Duration limit) {
    try {
      return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Tells the id of the process that was started.
   *
   * @return the id, while the process runs
   */
  public long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return running.pid();
  }

  /**
   * Tells whether its PostgreSQL runs, or was left behind.
   *
   * @return false after an orderly stop
   */
  public boolean hasPostgres() {
    return Files.exists(pidFile());
  }

  /**
   * Tells its address.
   *
   * @return the address without a trailing slash
   */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Sends it a GET.
   *
   * @param path with its leading slash
   * @return the answer
   * @throws IOException if it does not answer
   */
  public java.net.http.HttpResponse<String> get(String path) throws IOException {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(10)).build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Opens its database, embedded or not.
   *
   * @return a client with a new connection for each statement
   */
  public JdbcClient database() {
    String url = jdbcUrl == null ? embeddedUrl() : jdbcUrl;
    return JdbcClient.create(new DriverManagerDataSource(url));
  }

  private String embeddedUrl() {
    try {
      List<String> lines = Files.readAllLines(pidFile());
      String password = Files.readString(pidFile().resolveSibling("recado.password"));
      return "jdbc:postgresql://127.0.0.1:"
          + lines.get(3).strip()
          + "/postgres?user=recado&password="
          + password;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return folder.resolve("data").resolve("postgres").resolve("postmaster.pid");
  }

  /**
   * Adds customers whose Odoo ids and phones follow from their number.
   *
   * @param from the first number
   * @param count how many
   */
  public void plantClients(int from, int count) {
    database()
        .sql(
            """
            insert into client (odoo_partner_id, name, phone)
            select n, 'Cliente ' || n, '55119' || lpad(n::text, 8, '8')
              from generate_series(:from::int, :to::int) as n
            on conflict (odoo_partner_id) do nothing
            """)
        .param("from", from)
        .param("to", from + count - 1)
        .update();
  }

  /**
   * Counts rows.
   *
   * @param sql a query for one number
   * @return that number
   */
  public long count(String sql) {
    return database().sql(sql).query(Long.class).single();
  }

  /**
   * Shows the end of its log.
   *
   * @return some lines
   */
  public String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  /**
   * Shows its whole log.
   *
   * @return the log of all its starts
   */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it, and also the PostgreSQL that a killed hub leaves behind. */
  @Override
  public void close() {
    try {
      stop();
    } finally {
      killHard();
      orphan().ifPresent(ProcessHandle::destroy);
    }
  }

  private Optional<ProcessHandle> orphan() {
    try {
      return Files.exists(pidFile())
          ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile()).get(0).strip()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
