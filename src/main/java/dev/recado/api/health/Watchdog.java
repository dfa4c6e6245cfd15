package dev.recado.api.health;

import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.Daemons;
import dev.recado.ground.process.Overdue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Watches the loops of this process: a gauge for each, and a log line at each change. */
final class Watchdog implements AutoCloseable {

  private static final int LOOK_SECONDS = 5;
  private static final int CLOCK_SECONDS = 15;

  private final Loops loops;
  private final Overdue overdue;
  private final MeterRegistry meters;
  private final Loop clock;
  private final Loop watchdog;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("watchdog"));

  Watchdog(Loops loops, Overdue overdue, MeterRegistry meters) {
    this.loops = loops;
    this.overdue = overdue;
    this.meters = meters;
    this.watchdog = loops.add("watchdog");
    this.clock = loops.add("clock", Loops.LIMIT.plus(Duration.ofMinutes(1)));
  }

  /** Every part has added its loops by now. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    for (Loop.Status loop : loops.statuses()) {
      Gauge.builder("recado.loop.stalled.seconds", loops, all -> stalled(all, loop.name()))
          .description("How long a loop has made no progress although there is work")
          .tag("loop", loop.name())
          .register(meters);
    }
    clock.wentOn();
    thread.scheduleWithFixedDelay(this::lookAtTheClock, 0, CLOCK_SECONDS, TimeUnit.SECONDS);
    thread.scheduleWithFixedDelay(
        watchdog.guarded(loops::tell), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private static double stalled(Loops loops, String name) {
    return loops.statuses().stream()
        .filter(loop -> loop.name().equals(name))
        .mapToDouble(loop -> loop.stalled().toMillis() / 1000.0)
        .findFirst()
        .orElse(0);
  }

  private void lookAtTheClock() {
    try {
      if (overdue.none()) {
        clock.wentOn();
      }
    } catch (RuntimeException | Error e) {
      clock.stumbled(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
