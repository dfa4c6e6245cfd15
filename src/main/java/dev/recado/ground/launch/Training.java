package dev.recado.ground.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the unpacked program once, so that the JVM records the classes it has loaded.
 *
 * <p>The run is a hub with everything embedded, on its own data folder, reachable from this machine
 * only. It takes one invoice through to a simulated phone, so the archive also holds the classes of
 * that path.
 */
final class Training {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration MESSAGE = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofMinutes(3);
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Partner 7 is one of the made-up customers of a hub without customers. */
  private static final String PHONE = "5511987654321";

  private static final String NUMBER = "INV/2026/00001";
  private static final String INVOICE =
      """
      {"_action": "Send Webhook Notification(#1)", "_id": 1, "_model": "account.move",
       "access_url": "/my/invoices/1", "amount_residual": 10.0, "amount_total": 10.0, "id": 1,
       "invoice_date_due": "2026-12-05", "name": "%s", "partner_id": 7,
       "payment_state": "not_paid"}"""
          .formatted(NUMBER);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(REQUEST).build();
  private final Unpacked unpacked;
  private final Path archive;
  private final Path folder;
  private final ChildJvm child;
  private final int port;

  private Training(Unpacked unpacked, Workplace workplace) throws IOException {
    this.unpacked = unpacked;
    this.archive = workplace.resolve("archive");
    this.folder = Files.createDirectory(workplace.resolve("training"));
    this.child = new ChildJvm(folder);
    this.port = freePort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Makes the archive and puts it beside the unpacked program. */
  static void of(Unpacked unpacked, Workplace workplace) throws TrainingException {
    try {
      Training training = new Training(unpacked, workplace);
      training.run();
      Files.move(training.archive, unpacked.archive());
      // Last: an archive that the mark does not mention is not used.
      Mark.of(unpacked.packed()).with(unpacked).write(unpacked.mark());
    } catch (IOException e) {
      throw new TrainingException("The training run failed: %s.".formatted(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("The training run was interrupted.", e);
    }
  }

  private void run() throws IOException, InterruptedException, TrainingException {
    Process hub = child.start(command(), settings());
    try {
      await(hub, START, "become ready", this::ready);
      await(hub, MESSAGE, "take an invoice", this::accepted);
      await(hub, MESSAGE, "send a message", this::arrived);
      hub.destroy();
      if (!hub.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        throw failed("did not stop within " + STOP.toMinutes() + " minutes");
      }
      if (!Files.isRegularFile(archive)) {
        throw failed("wrote no archive");
      }
    } finally {
      end(hub);
    }
  }

  /** Stops the hub; a normal end stops its PostgreSQL first. */
  private static void end(Process hub) throws InterruptedException {
    hub.destroy();
    if (!hub.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      hub.destroyForcibly();
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(JvmOptions.sharing());
    command.addAll(JvmOptions.tuning(Runtime.getRuntime().availableProcessors()));
    command.add("-XX:ArchiveClassesAtExit=" + archive);
    // The same class path as the hub will have: an archive fits no other.
    command.addAll(List.of("-cp", unpacked.jar().toString(), TrainingRun.class.getName()));
    return command;
  }

  private Map<String, String> settings() {
    return Map.of(
        "RECADO_ENV_FILE", "none",
        "RECADO_DATA", folder.resolve("data").toString(),
        "PORT", Integer.toString(port));
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(Process hub, Duration limit, String what, Condition condition)
      throws IOException, InterruptedException, TrainingException {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds(condition)) {
      if (hub.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("ended with status " + hub.exitValue() + " before it could " + what);
      }
      if (System.nanoTime() > end) {
        throw failed("did not " + what + " within " + limit.toMinutes() + " minutes");
      }
    }
  }

  /** A refused connection means that the hub is not up yet. */
  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (IOException notYet) {
      return false;
    }
  }

  private TrainingException failed(String how) throws IOException {
    return new TrainingException(
        "The hub that was started for it %s. Its last words:%n%s"
            .formatted(how, child.lastWords()));
  }

  private boolean ready() throws IOException, InterruptedException {
    return send(request("/actuator/health/readiness")).statusCode() == 200;
  }

  private boolean accepted() throws IOException, InterruptedException {
    HttpRequest.Builder invoice = request("/webhooks/odoo/dev");
    invoice.header("Content-Type", "application/json").POST(BodyPublishers.ofString(INVOICE));
    return send(invoice).statusCode() == 202;
  }

  private boolean arrived() throws IOException, InterruptedException {
    return send(request("/simulator/phones/" + PHONE + "/messages")).body().contains(NUMBER);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(REQUEST);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
