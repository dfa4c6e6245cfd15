package dev.recado.spine.outbox;

import dev.recado.ground.breaker.Breakers;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.loop.Workers;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.outbox.OutboxSettings.ConnectorSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

/** All dispatchers of this process, started once the flows are loaded. */
public final class Dispatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

  /** How late a scheduled message may go out. */
  private static final long PROMOTE_MILLIS = 200;

  private final Map<String, Dispatcher> dispatchers = new ConcurrentSkipListMap<>();
  private final Dispatcher.Parts parts;
  private final Lanes lanes;
  private final Instances instances;
  private final Loops loops;
  private final Loop beating;
  private final Loop promoting;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(Daemons.numbered("outbox-heart"));
  private final ExecutorService retired =
      Executors.newCachedThreadPool(Daemons.numbered("retired-dispatch"));
  private volatile boolean running;

  Dispatch(Dispatcher.Parts parts, Lanes lanes, Instances instances, Loops loops) {
    this.beating = loops.add("outbox-heart");
    this.promoting = loops.add("outbox-promotion");
    this.parts = parts;
    this.lanes = lanes;
    this.instances = instances;
    this.loops = loops;
    parts.table().onNewWork(this::wake);
    lanes.onChange(this::adjust);
  }

  /** A changed channel has another lane, and so a dispatcher with its new pace and rules. */
  private synchronized void adjust() {
    if (!running) {
      return;
    }
    Map<String, Lane> wanted = lanes.now();
    for (Dispatcher dispatcher : List.copyOf(dispatchers.values())) {
      if (!dispatcher.lane().same(wanted.get(dispatcher.lane().name()))) {
        dispatchers.remove(dispatcher.lane().name());
        retired.execute(() -> close(dispatcher));
      }
    }
    wanted.forEach(
        (name, lane) -> {
          if (!dispatchers.containsKey(name)) {
            begin(lane);
          }
        });
  }

  private void begin(Lane lane) {
    Workers workers =
        new Workers(
            loops.add("dispatch-" + lane.name()),
            "send-" + lane.name(),
            lane.settings().concurrency());
    Dispatcher dispatcher =
        new Dispatcher(lane, parts, breaker(lane.name(), lane.settings()), workers);
    lane.link().whenReady(dispatcher::wake);
    dispatchers.put(lane.name(), dispatcher);
    dispatcher.start();
  }

  /** What is under way ends with its old settings; a row is claimed by one of both only. */
  private static void close(Dispatcher dispatcher) {
    try {
      dispatcher.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake(Set<String> connectors) {
    dispatchers.forEach(
        (name, dispatcher) -> {
          if (connectors.isEmpty() || connectors.contains(name)) {
            dispatcher.wake();
          }
        });
  }

  static CircuitBreaker breaker(String name, ConnectorSettings settings) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            name,
            Breakers.oneProbe()
                .slidingWindowSize(settings.breakerCalls())
                .minimumNumberOfCalls(Math.max(2, settings.breakerCalls() / 2))
                .failureRateThreshold(50)
                .slowCallDurationThreshold(settings.slowCall())
                .slowCallRateThreshold(50)
                .waitDurationInOpenState(settings.breakerOpen())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(e -> log.warn("Connector {}: breaker {}", name, e.getStateTransition()));
    return breaker;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    instances.begin();
    // Settings such as the quiet hours may have changed before this start.
    parts.table().judgeAgain();
    heart.scheduleWithFixedDelay(beating.guarded(instances::beat), 0, 5, TimeUnit.SECONDS);
    heart.scheduleWithFixedDelay(
        promoting.guarded(parts.table()::promote), 0, PROMOTE_MILLIS, TimeUnit.MILLISECONDS);
    parts.ledger().start();
    running = true;
    adjust();
  }

  /** Does nothing: the flows are not loaded yet, see {@link #ready()}. */
  @Override
  public void start() {}

  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    try {
      for (Dispatcher dispatcher : dispatchers.values()) {
        dispatcher.close();
      }
      retired.shutdown();
      if (!retired.awaitTermination(30, TimeUnit.SECONDS)) {
        log.warn("Sends of changed channels are still under way and count as interrupted");
      }
      parts.ledger().close();
      heart.shutdownNow();
      beating.end();
      promoting.end();
      instances.leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (DataAccessException e) {
      log.warn("Stopped without PostgreSQL: {}", e.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the web server and the Camel context: sends under way need both. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 10;
  }

  /**
   * Tells the state of each connector's breaker.
   *
   * @return {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN} by connector
   */
  public Map<String, String> breakers() {
    Map<String, String> states = new TreeMap<>();
    dispatchers.forEach((name, dispatcher) -> states.put(name, dispatcher.breaker().name()));
    return states;
  }

  /**
   * Tells which far sides are known to be unavailable, or fail so often that their breaker is open.
   *
   * @return the reason by connector, empty if all is well
   */
  public Map<String, String> troubles() {
    Map<String, String> troubles = new TreeMap<>();
    dispatchers.forEach(
        (name, dispatcher) -> {
          String trouble = dispatcher.trouble();
          if (trouble != null) {
            troubles.put(name, trouble);
          }
        });
    return troubles;
  }
}
