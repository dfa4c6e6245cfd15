package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One run: start the hub, post invoices at a constant rate, watch the messages come out. */
public final class Bench {

  private final Options options;
  private final Path work;
  private final EventLoop loop;
  private final Stage stage;

  private Bench(Options options, Path home, Path work) throws IOException {
    this.options = options;
    this.work = work;
    this.loop = EventLoop.start();
    this.stage = new Stage(options.setup(), loop, home, work);
  }

  /** Exits with 0 for a clean run, 1 if something was lost or sent twice, 2 for no result. */
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

  private boolean run() throws Exception {
    stage.awaitCustomers();
    double firstMessage = stage.firstMessage();
    Usage usage = stage.usage();
    stage.expect(options.invoices() - stage.ledger().size());
    Schedule schedule = options.startingAt(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    new LoadGenerator(loop, stage.invoices(), stage.ledger(), stage.hub()).start(schedule);
    Watch watch = new Watch(stage, usage, options.quiet(), () -> "");
    Usage.Cpu cpu = watch.follow(schedule, "warm-up", "measured");
    watch.drain();
    watch.listenOn();
    Report report =
        new Report(new Window(stage.ledger(), schedule))
            .cost(cpu, usage)
            .firstMessage(firstMessage);
    publish(report);
    return report.isClean();
  }

  private void publish(Report report) throws IOException {
    String machine = Machine.of(work);
    System.out.printf("%n%s%n%s%n%n%s", options.forPeople(), machine, report.table());
    if (options.json() != null) {
      Files.writeString(options.json(), report.json(options, machine));
    }
    stage.explain();
  }
}
