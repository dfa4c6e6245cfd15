package bench;

import java.util.concurrent.TimeUnit;

/** Offers a hub one load after the other, each at its own rate, whether or not the hub keeps up. */
final class OpenLoop {

  /** As many as fit into the small heap that {@code run} gives the bench. */
  private static final int MOST_INVOICES = 750_000;

  private static final long AHEAD = TimeUnit.MILLISECONDS.toNanos(100);

  private final Stage stage;
  private final Ledger ledger;
  private final Impatient sender;
  private final LoadGenerator generator;
  private final Usage usage;
  private final Watch watch;

  /** Makes one for a hub that is up. */
  OpenLoop(EventLoop loop, Stage stage, boolean quiet) {
    this.stage = stage;
    this.ledger = stage.ledger();
    this.sender = new Impatient(ledger);
    this.generator = new LoadGenerator(loop, stage.invoices(), ledger, stage.hub(), sender);
    this.usage = stage.usage();
    this.watch = new Watch(stage, usage, quiet, this::refused);
  }

  private String refused() {
    return "  refused %,9d".formatted(ledger.rejected.get());
  }

  /**
   * Posts at a constant rate, and waits until the hub has finished.
   *
   * @param phase its name in the line of each second
   * @param settle seconds before the measured window
   */
  Offer offer(String phase, int rate, int settle, int seconds) throws InterruptedException {
    int first = ledger.size();
    int more = rate * (settle + seconds);
    mustFit((long) first + more);
    stage.expect(more);
    Schedule schedule = new Schedule(System.nanoTime() + AHEAD, first, rate, settle, seconds);
    generator.start(schedule);
    Usage.Cpu cpu = watch.follow(schedule, "settling", phase);
    watch.drain();
    return new Offer(new Window(ledger, schedule), cpu);
  }

  /** Refuses more invoices for one hub than fit into the bench's memory. */
  static void mustFit(long invoices) {
    if (invoices > MOST_INVOICES) {
      throw new IllegalStateException(
          "One hub would get %,d invoices, and the bench can keep %,d in mind. Use fewer seconds (--help)"
              .formatted(invoices, MOST_INVOICES));
    }
  }

  /** Waits a little longer, for messages that must not come. */
  void listenOn() throws InterruptedException {
    watch.listenOn();
  }

  Impatient sender() {
    return sender;
  }

  /** Returns what the hub accepted since its start. */
  Usage usage() {
    return usage;
  }
}
