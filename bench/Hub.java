package bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The hub under test: its jar, started like a user's, on a new data folder. */
final class Hub {

  /** Other variables of the caller's environment could connect the hub to real systems. */
  private static final Set<String> HARMLESS =
      Set.of("PATH", "HOME", "USER", "LANG", "JAVA_HOME", "TMPDIR");

  private static final int PATIENCE_SECONDS = 2;
  private static final int STOP_SECONDS = 30;
  private static final int TAIL_BYTES = 8_000;

  private final Process process;
  private final long startedAt;
  private final int port;
  private final String webhook;
  private final Path data;
  private final Path log;
  private final Path pidFile;

  private Hub(Process process, long startedAt, int port, String webhook, Path work)
      throws IOException {
    this.process = process;
    this.startedAt = startedAt;
    this.port = port;
    this.webhook = webhook;
    this.data = work.resolve("data");
    this.log = work.resolve("hub.log");
    this.pidFile = Files.writeString(work.resolve("hub.pid"), Long.toString(process.pid()));
  }

  /**
   * Starts the hub.
   *
   * @param own environment of this run, on top of what every run sets
   */
  static Hub start(Path jar, List<String> javaOpts, Path home, Path work, Map<String, String> own)
      throws IOException {
    return start(List.of("-jar", jar.toString()), javaOpts, home, work, own);
  }

  /**
   * Starts the hub.
   *
   * @param program its jar or its class path and class, and its arguments
   * @param own environment of this run, on top of what every run sets
   */
  static Hub start(
      List<String> program, List<String> javaOpts, Path home, Path work, Map<String, String> own)
      throws IOException {
    int port = freePort();
    String token = secret();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOpts);
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("hub.log").toFile());
    builder.environment().keySet().retainAll(HARMLESS);
    builder.environment().putAll(settings(port, token, work));
    builder.environment().putAll(own);
    long startedAt = System.nanoTime();
    return new Hub(builder.start(), startedAt, port, "/webhooks/odoo/" + token, work);
  }

  private static Map<String, String> settings(int port, String odooToken, Path work) {
    return Map.ofEntries(
        Map.entry("PORT", Integer.toString(port)),
        Map.entry("RECADO_DATA", work.resolve("data").toString()),
        Map.entry("RECADO_PACING", "off"),
        Map.entry("RECADO_QUIET_HOURS", "off"),
        Map.entry("RECADO_ADMIN_PASSWORD", secret()),
        Map.entry("RECADO_SECRET_KEY", secret()),
        Map.entry("WAHA_SESSION", StubWaha.SESSION),
        Map.entry("WAHA_HMAC_KEY", secret()),
        Map.entry("RECADO_ENV_FILE", "none"),
        Map.entry("ODOO_WEBHOOK_TOKEN", odooToken),
        Map.entry("FORM_WEBHOOK_TOKEN", secret()));
  }

  static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Finds a port below those of outgoing connections. A call to such a port, before anybody listens
   * on it, can connect to itself, and then the hub cannot use the port.
   */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Try another.
      }
    }
  }

  long pid() {
    return process.pid();
  }

  long startedAt() {
    return startedAt;
  }

  int port() {
    return port;
  }

  /** Returns the path of Odoo's webhook, with the token. */
  String webhook() {
    return webhook;
  }

  Optional<Postmaster> postmaster() {
    return Postmaster.of(data);
  }

  boolean isHealthy() {
    return status("/health", null) == 200;
  }

  boolean accepts(String body) {
    return status(webhook, body) == 202;
  }

  /** Calls the hub without the load generator, which does not wait for a starting hub. */
  private int status(String path, String body) {
    try {
      URL url = new URL("http://127.0.0.1:" + port + path);
      HttpURLConnection call = (HttpURLConnection) url.openConnection();
      call.setConnectTimeout(PATIENCE_SECONDS * 1000);
      call.setReadTimeout(PATIENCE_SECONDS * 1000);
      if (body != null) {
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = call.getOutputStream()) {
          out.write(body.getBytes(StandardCharsets.UTF_8));
        }
      }
      return call.getResponseCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** Tells whether the hub reports that it is ready. */
  boolean isReady() {
    return status("/actuator/health/readiness", null) == 200;
  }

  void mustRun() {
    if (!process.isAlive()) {
      throw failure("The hub ended by itself with exit code " + process.exitValue());
    }
  }

  /** Makes an error that shows the end of the hub's log. */
  IllegalStateException failure(String problem) {
    return new IllegalStateException(problem + ". The end of its log:\n" + tail());
  }

  private String tail() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL_BYTES));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Asks the hub to stop and waits until it and its PostgreSQL have stopped. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The hub did not stop within " + STOP_SECONDS + " s and was killed");
        process.destroyForcibly().waitFor();
      }
      postmaster().ifPresent(Postmaster::stop);
      Files.deleteIfExists(pidFile);
    } catch (IOException | InterruptedException e) {
      System.err.println("The hub may still run: pid " + process.pid());
    }
  }
}
