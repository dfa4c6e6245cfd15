package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** An ordinary day in a short time: everything sent has its outcome, and nothing grows. */
public final class Soak {

  private static final Duration START = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 10_000;
  private static final int FIRST_POSTS = 20;

  private final SoakOptions options;
  private final Hub hub;
  private final Troubles troubles = new Troubles();
  private final Outcomes outcomes;
  private final SoakApi api;
  private final SoakTraffic traffic;
  private final Vitals vitals;

  private Soak(SoakOptions options, Path home, Path work) throws IOException {
    this.options = options;
    Map<String, String> own = new LinkedHashMap<>();
    for (String sender : List.of("ODOO", "FORM", "RDSTATION", "KOMMO")) {
      own.put(sender + "_WEBHOOK_TOKEN", Hub.secret());
    }
    own.put("RECADO_ADMIN_PASSWORD", Hub.secret());
    // The same settings as for a user: with pacing on, which the simulator does not need.
    own.put("RECADO_PACING", "on");
    own.put("RECADO_QUIET_HOURS", "");
    own.putAll(options.environment());
    List<String> program = new ArrayList<>(options.program());
    program.addAll(options.hubArguments());
    this.hub = Hub.start(program, options.javaOpts(), home, work, own);
    Runtime.getRuntime().addShutdownHook(new Thread(hub::stop));
    this.outcomes = new Outcomes(options.limit(), troubles);
    this.api = new SoakApi(hub.port(), own.get("RECADO_ADMIN_PASSWORD"), troubles);
    this.traffic = new SoakTraffic(api, outcomes, troubles, own);
    this.vitals = new Vitals(hub, api);
  }

  /** Exits with 0 if all checks held, 1 if one did not, 2 for no result. */
  public static void main(String... arguments) {
    Path home = Path.of(System.getProperty("bench.home"));
    Path work = Path.of(System.getProperty("bench.work"));
    try {
      System.exit(new Soak(SoakOptions.of(home, arguments), home, work).run() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
    } catch (IOException | InterruptedException | IllegalStateException e) {
      System.err.println("No result: " + e.getMessage());
    }
    System.exit(2);
  }

  private boolean run() throws InterruptedException {
    begin();
    api.signIn();
    System.out.println(vitals.head());
    traffic.begin();
    long start = System.nanoTime();
    long end = start + options.length().toNanos();
    long toldAt = start;
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_MILLIS, left(end)));
      hub.mustRun();
      mustBeReady();
      vitals.look();
      boolean minute = System.nanoTime() - toldAt >= TimeUnit.MINUTES.toNanos(1);
      if (minute || System.nanoTime() >= end) {
        toldAt = System.nanoTime();
        tell(start);
      }
    }
    return verdict();
  }

  /**
   * The first posts come all at once, as soon as the hub says that it is ready, on a busy machine.
   */
  private void begin() throws InterruptedException {
    AtomicBoolean busy = new AtomicBoolean(true);
    ExecutorService burners = Executors.newCachedThreadPool();
    for (int i = 0; i < options.busy(); i++) {
      burners.execute(
          () -> {
            while (busy.get()) {
              Thread.onSpinWait();
            }
          });
    }
    long deadline = System.nanoTime() + START.toNanos();
    while (!hub.isReady()) {
      hub.mustRun();
      if (System.nanoTime() > deadline) {
        throw hub.failure("The hub was not ready within " + START.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    ExecutorService callers = Executors.newFixedThreadPool(FIRST_POSTS);
    List<CompletableFuture<Void>> first = new ArrayList<>();
    api.prepare();
    for (int i = 0; i < FIRST_POSTS; i++) {
      first.add(CompletableFuture.runAsync(traffic::invoice, callers));
    }
    first.forEach(CompletableFuture::join);
    callers.shutdown();
    busy.set(false);
    burners.shutdown();
    System.out.println(
        FIRST_POSTS
            + " posts at once as soon as the hub was ready: "
            + (troubles.none() ? "all accepted" : "NOT all accepted"));
  }

  private static long left(long end) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }

  private void mustBeReady() {
    SoakApi.Reply ready = api.ask("/actuator/health/readiness");
    if (ready.status() != 200) {
      troubles.add("The hub was not ready any more", ready.status() + " " + ready.body());
    }
  }

  private void tell(long start) {
    System.out.println(
        vitals.line(
            (System.nanoTime() - start) / 60e9,
            traffic.sent(),
            outcomes.had(),
            outcomes.open(),
            traffic.reads(),
            troubles.count()));
  }

  private boolean verdict() throws InterruptedException {
    traffic.end();
    long deadline = System.nanoTime() + options.limit().toNanos() * 6;
    while (outcomes.open() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(500);
      outcomes.look();
    }
    traffic.countAgain();
    nothingIsLeft();
    vitals.judge(troubles);
    System.out.println();
    if (troubles.none()) {
      System.out.printf(
          "All held: %d sent, %d outcomes, %d reads.%n",
          traffic.sent(), outcomes.had(), traffic.reads());
      return true;
    }
    System.out.println("NOT all held:");
    System.out.print(troubles.told());
    return false;
  }

  /** An idle hub holds no connection, and has no dead letters. */
  private void nothingIsLeft() throws InterruptedException {
    double active = Double.NaN;
    for (int i = 0; i < 20 && active != 0; i++) {
      active = vitals.gauge("hikaricp_connections_active{");
      TimeUnit.MILLISECONDS.sleep(active == 0 ? 0 : 500);
    }
    if (active != 0) {
      troubles.add("Connections that an idle hub holds", Double.toString(active));
    }
    for (String gauge :
        List.of(
            "recado_dead_letters",
            "recado_queue{state=\"SENDING\"",
            "recado_queue{state=\"RETRY\"",
            "recado_loop_stalled_seconds{",
            "hikaricp_connections_timeout_total{")) {
      double left = vitals.gauge(gauge);
      if (left != 0) {
        troubles.add("At the end " + gauge.replaceAll("\\{$", "") + " is not 0", "it is " + left);
      }
    }
  }
}
