package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run: start the hub, post invoices at a constant rate, watch the messages come out. */
public final class Bench {

  private static final int START_SECONDS = 60;
  private static final int PATIENCE_SECONDS = 60;

  /** A mistaken second try comes after the hub's first retry delay, 5 s. */
  private static final int LISTEN_ON_SECONDS = 6;

  private static final long POLL_MILLIS = 100;

  private final Options options;
  private final Path work;
  private final Invoices invoices;
  private final Ledger ledger;
  private final EventLoop loop;
  private final StubWaha waha;
  private final Hub hub;

  private Bench(Options options, Path home, Path work) throws IOException {
    this.options = options;
    this.work = work;
    this.invoices = new Invoices(options.invoices(), options.clients());
    this.ledger = new Ledger(options.invoices());
    this.loop = EventLoop.start();
    String key = Hub.secret();
    this.waha = new StubWaha(loop, options.engine(), options.stubLatency(), key, this::deliver);
    String wahaUrl = Server.start(loop, waha).url();
    this.hub =
        Hub.start(
            options.jar(),
            options.javaOpts(),
            home,
            work,
            Map.of("WAHA_URL", wahaUrl, "WAHA_API_KEY", key));
    Runtime.getRuntime().addShutdownHook(new Thread(hub::stop));
  }

  /** Exits with 0 for a clean run, 1 where something was lost or sent twice, 2 for no result. */
  public static void main(String... arguments) {
    Path home = Path.of(System.getProperty("bench.home"));
    Path work = Path.of(System.getProperty("bench.work"));
    try {
      Options options = Options.of(home, arguments);
      System.exit(new Bench(options, home, work).run() ? 0 : 1);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
    } catch (Exception e) {
      e.printStackTrace();
    }
    System.exit(2);
  }

  private String deliver(String chatId, String text, String messageId, long at) {
    int invoice = invoices.find(text, chatId);
    if (invoice == Invoices.NONE) {
      ledger.strays.incrementAndGet();
      return "a message of no invoice, or not to its customer";
    }
    ledger.sent(invoice, messageId, at);
    return "";
  }

  private boolean run() throws Exception {
    awaitHealth();
    Postmaster postmaster =
        hub.postmaster().orElseThrow(() -> hub.failure("The hub has no embedded PostgreSQL"));
    Clients.seed(options.jar(), work, postmaster, options.clients());
    double firstMessage = firstMessage();
    Usage usage = new Usage(hub, postmaster);
    Schedule schedule = options.startingAt(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    new LoadGenerator(loop, invoices, ledger, hub).start(schedule);
    Usage.Cpu cpu = watch(schedule, usage);
    drain(usage);
    Report report = new Report(ledger, schedule).cost(cpu, usage).firstMessage(firstMessage);
    publish(report);
    return report.isClean();
  }

  /** Until its tables are there, so that the first webhook finds its customer. */
  private void awaitHealth() throws InterruptedException {
    while (!hub.isHealthy()) {
      checkStart("GET /health is not 200");
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Posts the first webhook over and over while the hub starts, as a sender would; in seconds. */
  private double firstMessage() throws InterruptedException {
    while (!hub.accepts(invoices.body(0))) {
      checkStart("The first webhook is not accepted");
      Thread.sleep(POLL_MILLIS);
    }
    loop.execute(() -> ledger.accepted(0, System.nanoTime()));
    while (ledger.delivered.get() == 0) {
      checkStart("No message of the first webhook; the stub WAHA's last complaint: '%s'");
      Thread.sleep(POLL_MILLIS);
    }
    return (ledger.deliveredAt(0) - hub.startedAt()) / 1e9;
  }

  private void checkStart(String problem) {
    hub.mustRun();
    if (System.nanoTime() - hub.startedAt() > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
      throw hub.failure(problem.formatted(waha.complaint()) + " after " + START_SECONDS + " s");
    }
  }

  /** Follows the run second by second and returns the CPU time of the measured window. */
  private Usage.Cpu watch(Schedule schedule, Usage usage) throws InterruptedException {
    Usage.Cpu before = null;
    for (int second = 0; second < options.warmup() + options.seconds(); second++) {
      sleepUntil(schedule.second(second));
      if (second == options.warmup()) {
        before = usage.cpu();
      }
      look(second < options.warmup() ? "warm-up" : "measured", second, usage);
    }
    sleepUntil(schedule.windowEnd());
    return usage.cpu().since(before);
  }

  /** Waits for what is under way, until all is done or nothing has moved for a while. */
  private void drain(Usage usage) throws InterruptedException {
    int second = options.warmup() + options.seconds();
    int moved = ledger.progress();
    for (int still = 0; ledger.isUnfinished() && still < PATIENCE_SECONDS; still++) {
      look("draining", second++, usage);
      Thread.sleep(1000);
      if (ledger.progress() != moved) {
        moved = ledger.progress();
        still = 0;
      }
    }
    look("listening on", second, usage);
    Thread.sleep(TimeUnit.SECONDS.toMillis(LISTEN_ON_SECONDS));
  }

  private void look(String phase, int second, Usage usage) {
    hub.mustRun();
    usage.sampleMemory();
    if (!options.quiet()) {
      System.err.printf(
          "%4d s  %-12s  accepted %,9d  delivered %,9d%n",
          second, phase, ledger.accepted.get(), ledger.delivered.get());
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
  }

  private void publish(Report report) throws IOException {
    String machine = Machine.of(work);
    System.out.printf("%n%s%n%s%n%n%s", options.forPeople(), machine, report.table());
    if (options.json() != null) {
      Files.writeString(options.json(), report.json(options, machine));
    }
    explain();
  }

  private void explain() {
    List<String> lost = ledger.undelivered().limit(5).mapToObj(Invoices::name).toList();
    if (!lost.isEmpty()) {
      System.err.println("Lost, for example: " + String.join(", ", lost));
    }
    if (!waha.complaint().isEmpty()) {
      System.err.println("The stub WAHA's last complaint: " + waha.complaint());
    }
  }
}
