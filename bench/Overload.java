package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** One run: find what a hub sustains, then offer more to it and to a hub that has just started. */
public final class Overload {

  /** The part of the window in which a new JVM still compiles. */
  private static final double COMPILING = 0.5;

  private final OverloadOptions options;
  private final Path home;
  private final Path work;
  private final EventLoop loop;

  private Overload(OverloadOptions options, Path home, Path work) throws IOException {
    this.options = options;
    this.home = home;
    this.work = work;
    this.loop = EventLoop.start();
  }

  /** Exits with 0 if all promises were kept, 1 if one was not, 2 for no result. */
  public static void main(String... arguments) {
    Path home = Path.of(System.getProperty("bench.home"));
    Path work = Path.of(System.getProperty("bench.work"));
    try {
      OverloadOptions options = OverloadOptions.of(home, arguments);
      System.exit(new Overload(options, home, work).run() ? 0 : 1);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
    } catch (Exception e) {
      e.printStackTrace();
    }
    System.exit(2);
  }

  private boolean run() throws Exception {
    Warm warm = warm();
    Strain cold = cold(warm);
    OverloadReport report = new OverloadReport(warm.capacity, warm.offered, warm.strain, cold);
    publish(report);
    return report.faults().isEmpty();
  }

  private Warm warm() throws IOException, SQLException, InterruptedException {
    Stage stage = new Stage(options.setup(), loop, home, work.resolve("warm"));
    stage.awaitCustomers();
    stage.firstMessage();
    OpenLoop sender = new OpenLoop(loop, stage, options.quiet());
    sender.offer("warm-up", options.warmupRate(), 0, options.warmup());
    Capacity capacity = new Climb(sender, options).run();
    int rate = options.offered(capacity.sustained());
    OpenLoop.mustFit((long) rate * options.coldSeconds());
    Offer offer = sender.offer("warm", rate, 0, options.seconds());
    return new Warm(capacity, rate, judge("warm", 0, stage, sender, offer, capacity));
  }

  private Strain cold(Warm warm) throws IOException, SQLException, InterruptedException {
    Stage stage = new Stage(options.setup(), loop, home, work.resolve("cold"));
    stage.awaitCustomers();
    OpenLoop sender = new OpenLoop(loop, stage, options.quiet());
    Offer offer = sender.offer("cold", warm.offered, 0, options.coldSeconds());
    return judge("cold", COMPILING, stage, sender, offer, warm.capacity);
  }

  /** Also ends the hub, so that the next one has the machine to itself. */
  private Strain judge(
      String name, double unjudged, Stage stage, OpenLoop sender, Offer offer, Capacity capacity)
      throws InterruptedException {
    sender.listenOn();
    Strain strain =
        new Judge(capacity.best(), offer)
            .answers(sender.sender())
            .delivered(unjudged)
            .drain()
            .faults(options.setup().clients())
            .cost(offer.cpu(), sender.usage())
            .result(name);
    stage.explain();
    stage.stop();
    return strain;
  }

  private void publish(OverloadReport report) throws IOException {
    String machine = Machine.of(work);
    System.out.printf("%n%s%n%s%n%n%s", options.forPeople(), machine, report.table());
    if (options.json() != null) {
      Files.writeString(options.json(), report.json(options, machine));
    }
    report.faults().forEach(promise -> System.err.println("Broken promise: " + promise));
  }

  /** The results of the warm hub, to compare the cold one with. */
  private record Warm(Capacity capacity, int offered, Strain strain) {}
}
