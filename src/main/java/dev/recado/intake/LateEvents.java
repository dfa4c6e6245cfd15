package dev.recado.intake;

import dev.recado.flow.Event;
import dev.recado.flow.FlowOutcome;
import dev.recado.flow.Flows;
import dev.recado.intake.EventTable.Due;
import dev.recado.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the events of one lane that rested, failed or were replayed, each in a commit of its own.
 */
final class LateEvents {

  private static final Logger log = LoggerFactory.getLogger(LateEvents.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AWAY_PAUSE = Duration.ofSeconds(1);

  private final EventTable table;
  private final EventReaders readers;
  private final Flows flows;
  private final Decision.Maker maker;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Witness witness;
  private final Clock clock;
  private final Lane lane;
  private final UUID me = UUID.randomUUID();
  private final Semaphore free;
  private final Semaphore rung = new Semaphore(0);
  private final Map<String, Integer> running = new ConcurrentHashMap<>();
  private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();
  private Instant renewAt = Instant.MIN;
  private final ExecutorService workers;
  private final Thread loop;
  private volatile boolean closing;

  LateEvents(
      EventTable table,
      EventReaders readers,
      Flows flows,
      Decision.Maker maker,
      Outbox outbox,
      TransactionTemplate transaction,
      Witness witness,
      Clock clock,
      Lane lane) {
    this.table = table;
    this.readers = readers;
    this.flows = flows;
    this.maker = maker;
    this.outbox = outbox;
    this.transaction = transaction;
    this.witness = witness;
    this.clock = clock;
    this.lane = lane;
    this.loop = new Thread(this::run, lane.name());
    this.free = new Semaphore(lane.width());
    this.workers = workers(lane);
  }

  /** Threads go when there is nothing to do: a lane may be wide and mostly idle. */
  private static ExecutorService workers(Lane lane) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            lane.width(), lane.width(), 20, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  void start() {
    loop.start();
  }

  void wake() {
    rung.release();
  }

  private void run() {
    while (!closing) {
      try {
        if (round() == 0) {
          rung.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          rung.drainPermits();
        }
      } catch (DataAccessException | TransactionException e) {
        log.warn("Late events wait for PostgreSQL: {}", e.getMessage());
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AWAY_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  private int round() throws InterruptedException {
    renew();
    int room = free.availablePermits();
    if (room == 0) {
      return 0;
    }
    List<Due> due = table.claim(me, lane, room, busy(), clock.instant());
    for (Due event : due) {
      free.acquire();
      running.merge(event.flow(), 1, Integer::sum);
      inHand.add(event.id());
      workers.execute(() -> runOne(event));
    }
    return due.size();
  }

  /**
   * Runs the event that is due next in the calling thread, instead of {@link #start}.
   *
   * @return false where none is due
   */
  boolean step() {
    List<Due> due = table.claim(me, lane, 1, List.of(), clock.instant());
    due.forEach(event -> settleOrBury(event, decide(event)));
    return !due.isEmpty();
  }

  private void renew() {
    Instant now = clock.instant();
    if (!inHand.isEmpty() && now.isAfter(renewAt)) {
      table.renew(me, inHand, now);
      renewAt = now.plus(EventTable.LEASE.dividedBy(3));
    }
  }

  private List<String> busy() {
    return running.entrySet().stream()
        .filter(flow -> flow.getValue() >= lane.share())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void runOne(Due due) {
    MDC.put("eventId", due.id().toString());
    try {
      settleOrBury(due, decide(due));
    } catch (DataAccessException | TransactionException e) {
      // Left claimed: once the lease is over it is run again, and this run never happened.
      log.warn("Event {} waits for PostgreSQL: {}", due.id(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("Event {} stumbled; it is run again after its lease", due.id(), e);
    } finally {
      MDC.remove("eventId");
      inHand.remove(due.id());
      running.computeIfPresent(due.flow(), (flow, count) -> count == 1 ? null : count - 1);
      free.release();
      rung.release();
    }
  }

  private Decision decide(Due due) {
    Optional<Event> event = readers.read(due.record(), due.id());
    if (event.isEmpty()) {
      return Decision.dead("UNREADABLE: the stored bytes give no such event any more");
    }
    FlowOutcome outcome = flows.run(event.get(), due.resumeAt(), due.waits());
    return maker.decide(outcome, due.resumeAt(), due.attempts(), clock.instant());
  }

  /** What cannot be stored today cannot be stored tomorrow: it would come back for ever. */
  private void settleOrBury(Due due, Decision decision) {
    try {
      settle(due, decision);
    } catch (DataIntegrityViolationException e) {
      settle(due, Decision.dead("CANNOT_BE_STORED: " + e.getMessage()));
    }
  }

  private void settle(Due due, Decision decision) {
    transaction.executeWithoutResult(
        status -> {
          Instant now = clock.instant();
          if (table.settle(due, me, decision, now)) {
            outbox.add(decision.effects().messages());
            decision.effects().writeChanges(now);
            table.note(due.id(), decision.state().name(), decision.reason(), now);
          }
        });
    witness.processed(due.record(), decision);
  }

  void close() throws InterruptedException {
    closing = true;
    loop.interrupt();
    loop.join();
    workers.shutdown();
    if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("Flows are still running; their events are run again after the next start");
    }
  }
}
