package bench;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Follows a run second by second, and prints its progress. */
final class Watch {

  private static final int PATIENCE_SECONDS = 60;

  /** A wrong second try would come after the hub's first retry delay, 5 s. */
  private static final int LISTEN_ON_SECONDS = 6;

  private final Stage stage;
  private final Ledger ledger;
  private final Usage usage;
  private final boolean quiet;
  private final Supplier<String> more;
  private int second;

  /** Makes one that adds something to each line. */
  Watch(Stage stage, Usage usage, boolean quiet, Supplier<String> more) {
    this.stage = stage;
    this.ledger = stage.ledger();
    this.usage = usage;
    this.quiet = quiet;
    this.more = more;
  }

  /** Stays until the end of the measured window, and returns its CPU time. */
  Usage.Cpu follow(Schedule schedule, String warmup, String measured) throws InterruptedException {
    Usage.Cpu before = null;
    for (second = 0; second < schedule.warmup() + schedule.seconds(); second++) {
      sleepUntil(schedule.second(second));
      if (second == schedule.warmup()) {
        before = usage.cpu();
      }
      look(second < schedule.warmup() ? warmup : measured);
    }
    sleepUntil(schedule.windowEnd());
    return usage.cpu().since(before);
  }

  /** Waits for runs under way, until all are done or nothing has changed for a while. */
  void drain() throws InterruptedException {
    int moved = ledger.progress();
    for (int still = 0; ledger.isUnfinished() && still < PATIENCE_SECONDS; still++) {
      look("draining");
      second++;
      Thread.sleep(1000);
      if (ledger.progress() != moved) {
        moved = ledger.progress();
        still = 0;
      }
    }
  }

  /** Waits a little longer, for messages that must not come. */
  void listenOn() throws InterruptedException {
    look("listening on");
    Thread.sleep(TimeUnit.SECONDS.toMillis(LISTEN_ON_SECONDS));
  }

  private void look(String phase) {
    stage.hub().mustRun();
    usage.sampleMemory();
    if (!quiet) {
      System.err.printf(
          "%4d s  %-12s  accepted %,9d  delivered %,9d%s%n",
          second, phase, ledger.accepted.get(), ledger.delivered.get(), more.get());
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
  }
}
