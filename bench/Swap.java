package bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run: post invoices at a constant rate, first without saves, then while files are saved. */
public final class Swap {

  private static final int START_SECONDS = 180;
  private static final int PATIENCE_SECONDS = 60;

  /** A wrong second try would come after the hub's first retry delay, 5 s. */
  private static final int LISTEN_ON_SECONDS = 6;

  private static final long POLL_MILLIS = 100;
  private static final Duration WAHA_LATENCY = Duration.ofMillis(5);

  private final SwapOptions options;
  private final Path work;
  private final Invoices invoices;
  private final Ledger ledger;
  private final Versions versions = new Versions();
  private final Saves saves;
  private final EventLoop loop;
  private final StubWaha waha;
  private final Hub hub;
  private final FlowsPage page;

  private Swap(SwapOptions options, Path home, Path work) throws IOException {
    this.options = options;
    this.work = work;
    this.invoices = new Invoices(options.clients());
    this.ledger = new Ledger(options.invoices());
    Path routes = home.resolve("routes");
    RoutesCopy copy = RoutesCopy.of(routes, work.resolve("routes"));
    this.saves = new Saves(copy, RouteTexts.of(routes), versions, options);
    saves.first();
    this.loop = EventLoop.start();
    String key = Hub.secret();
    String password = Hub.secret();
    this.waha = new StubWaha(loop, Engine.NOWEB, WAHA_LATENCY, key, this::deliver);
    Map<String, String> environment =
        Map.of(
            "WAHA_URL",
            Server.start(loop, waha).url(),
            "WAHA_API_KEY",
            key,
            "RECADO_ADMIN_PASSWORD",
            password,
            "RECADO_ROUTES",
            copy.root().toString());
    this.hub = Hub.start(options.jar(), options.javaOpts(), home, work, environment);
    Runtime.getRuntime().addShutdownHook(new Thread(hub::stop));
    this.page = new FlowsPage(hub, password);
  }

  /** Exits with 0 for a clean run, 1 if something went wrong, 2 for no result. */
  public static void main(String... arguments) {
    Path home = Path.of(System.getProperty("bench.home"));
    Path work = Path.of(System.getProperty("bench.work"));
    try {
      SwapOptions options = SwapOptions.of(home, arguments);
      System.exit(new Swap(options, home, work).run() ? 0 : 1);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
    } catch (Exception e) {
      e.printStackTrace();
    }
    System.exit(2);
  }

  private String deliver(String chatId, String text, String messageId, long at) {
    int invoice = invoices.find(text, chatId, ledger.size());
    if (invoice == Invoices.NONE) {
      ledger.strays.incrementAndGet();
      return "a message of no invoice, or not to its customer";
    }
    ledger.sent(invoice, messageId, at);
    return versions.seen(text, ledger.startedAt(invoice), at);
  }

  private boolean run() throws Exception {
    awaitStart(() -> !hub.isHealthy());
    Postmaster postmaster =
        hub.postmaster().orElseThrow(() -> hub.failure("The hub has no embedded PostgreSQL"));
    // Before the first invoice, because that one has a customer too.
    Clients.seed(options.jar(), work, postmaster, options.clients());
    awaitStart(() -> !hub.accepts(invoices.body(0)));
    loop.execute(() -> ledger.accepted(0, System.nanoTime()));
    page.watch();
    Heap before = Heap.of(hub);
    SwapReport report = load(postmaster).heap(before, Heap.of(hub));
    publish(report);
    return report.faults().isEmpty();
  }

  private interface Wait {
    boolean goesOn() throws InterruptedException;
  }

  private void awaitStart(Wait wait) throws InterruptedException {
    while (wait.goesOn()) {
      hub.mustRun();
      if (System.nanoTime() - hub.startedAt() > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
        throw hub.failure("The hub takes no webhook after " + START_SECONDS + " s");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private SwapReport load(Postmaster postmaster) throws InterruptedException {
    long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    Schedule quiet = options.quietWindow(start);
    Schedule saving = options.savingWindow(start);
    new LoadGenerator(loop, invoices, ledger, hub).start(saving);
    Usage before = new Usage(hub, postmaster);
    Usage during = new Usage(hub, postmaster);
    watch("warm-up", start, options.warmup(), before);
    Usage.Cpu started = before.cpu();
    watch("no saves", quiet.windowStart(), options.seconds(), before);
    Usage.Cpu quietCpu = before.cpu().since(started);
    int refusedBefore = ledger.postedAgain.get();
    started = during.cpu();
    saves.start(saving.windowStart());
    watch("saves", saving.windowStart(), options.seconds(), during);
    Usage.Cpu savingCpu = during.cpu().since(started);
    watch("after them", saving.windowEnd(), SwapOptions.TAIL_SECONDS, during);
    drain(during);
    return new SwapReport(ledger)
        .saves(versions, page)
        .delivery(ledger.postedAgain.get() - refusedBefore, refusedBefore)
        .window("quiet", "no saves", quiet)
        .window("saving", "with saves", saving)
        .cost("quiet", "no saves", quietCpu, options.seconds(), before.jvmMegabytes())
        .cost("saving", "with saves", savingCpu, options.seconds(), during.jvmMegabytes());
  }

  private void watch(String phase, long from, int seconds, Usage usage)
      throws InterruptedException {
    for (int second = 0; second < seconds; second++) {
      sleepUntil(from + TimeUnit.SECONDS.toNanos(second));
      look(phase, usage);
    }
    sleepUntil(from + TimeUnit.SECONDS.toNanos(seconds));
  }

  /** Waits for runs under way, until all are done or nothing has changed for a while. */
  private void drain(Usage usage) throws InterruptedException {
    int moved = ledger.progress();
    for (int still = 0; ledger.isUnfinished() && still < PATIENCE_SECONDS; still++) {
      look("draining", usage);
      Thread.sleep(1000);
      if (ledger.progress() != moved) {
        moved = ledger.progress();
        still = 0;
      }
    }
    look("listening on", usage);
    Thread.sleep(TimeUnit.SECONDS.toMillis(LISTEN_ON_SECONDS));
  }

  private void look(String phase, Usage usage) {
    hub.mustRun();
    usage.sampleMemory();
    if (!options.quiet()) {
      System.err.printf(
          "%-12s  accepted %,9d  delivered %,9d  saves %3d  seen %3d%n",
          phase,
          ledger.accepted.get(),
          ledger.delivered.get(),
          versions.saves(true) + versions.saves(false),
          versions.ran());
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
  }

  private void publish(SwapReport report) throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    String machine = "%s, load %.1f at the end".formatted(Machine.of(work), load);
    System.out.printf("%n%s%n%s%n%n%s", options.forPeople(), machine, report.table());
    if (options.json() != null) {
      Files.writeString(options.json(), report.json(options, machine));
    }
    report.faults().forEach(fault -> System.err.println("Must not be: " + fault));
    ledger.undelivered().limit(5).forEach(i -> System.err.println("Lost: " + Invoices.name(i)));
    tell("First bad message", versions.example());
    tell("Refused at the end", page.refused());
    tell("The stub WAHA's last complaint", waha.complaint());
  }

  private static void tell(String what, String complaint) {
    if (!complaint.isEmpty()) {
      System.err.println(what + ": " + complaint);
    }
  }
}
