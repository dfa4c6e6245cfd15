package dev.recado.spine.intake;

import dev.recado.ground.loop.Loop;
import dev.recado.ground.process.Daemons;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** Starts intake once the flows are loaded, and stops it before anything it needs. */
final class IntakeLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(IntakeLifecycle.class);

  /** How long a batch may take to end when intake stops; then it is interrupted and comes again. */
  private static final long LAST_BATCH_SECONDS = 10;

  private final CamelContext camel;
  private final TakeBatch take;
  private final List<LateEvents> lanes;
  private final Runnable takeOver;
  private final Untaken untaken;
  private final Loop loop;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("intake-watch"));
  private long taken;
  private volatile boolean running;

  IntakeLifecycle(
      CamelContext camel,
      TakeBatch take,
      List<LateEvents> lanes,
      Runnable takeOver,
      Untaken untaken,
      Loop loop) {
    this.camel = camel;
    this.take = take;
    this.lanes = lanes;
    this.takeOver = takeOver;
    this.untaken = untaken;
    this.loop = loop;
  }

  /** Starts once the flows are loaded: an event without a flow would be parked. */
  @EventListener(ApplicationReadyEvent.class)
  void ready() throws Exception {
    running = true;
    takeOver.run();
    lanes.forEach(LateEvents::start);
    camel.getRouteController().startRoute(IntakeRoute.ID);
    loop.wentOn();
    watch.scheduleWithFixedDelay(this::check, 10, 10, TimeUnit.SECONDS);
  }

  /** Intake works if nothing waits or the group's offsets move; otherwise it stands still. */
  private void check() {
    try {
      Untaken.Found found = untaken.found();
      if (found.records() == 0 || found.taken() != taken) {
        loop.wentOn();
      }
      taken = found.taken();
    } catch (KafkaException e) {
      loop.waitsFor("Kafka");
    } catch (RuntimeException | Error e) {
      loop.stumbled(e);
    }
  }

  /**
   * Starts at {@link #ready()}, because the flows are not loaded before. Spring would also start
   * Camel's context with this bean, too early for its routes.
   */
  @Override
  public boolean isAutoStartup() {
    return false;
  }

  /** Does nothing, see {@link #isAutoStartup()}. */
  @Override
  public void start() {}

  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    take.stop();
    stopRoute();
    watch.shutdownNow();
    try {
      loop.end();
      for (LateEvents lane : lanes) {
        lane.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("Stopped while late events were running");
    }
  }

  private void stopRoute() {
    try {
      camel.getRouteController().stopRoute(IntakeRoute.ID, LAST_BATCH_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      log.error("Route {} did not stop", IntakeRoute.ID, e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 5;
  }
}
