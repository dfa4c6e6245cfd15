package dev.recado.spine.intake;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.database.Refused;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Workers;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.intake.EventTable.Due;
import dev.recado.spine.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the events of one lane that waited, failed, were replayed or took too long for a batch. */
final class LateEvents {

  private static final Logger log = LoggerFactory.getLogger(LateEvents.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** How long flows may take to end when the hub stops. */
  private static final Duration LAST_RUNS = Duration.ofSeconds(10);

  private final EventTable table;
  private final EventReaders readers;
  private final EventSinks sinks;
  private final Flows flows;
  private final Decision.Maker decisions;
  private final Settlement settlement;
  private final Witness witness;
  private final Clock clock;
  private final Lane lane;
  private final UUID claimant = UUID.randomUUID();
  private final Workers workers;
  private final Map<String, Integer> running = new ConcurrentHashMap<>();
  private final Set<UUID> claimed = ConcurrentHashMap.newKeySet();
  private Instant renewAt = Instant.MIN;
  private Set<String> exhausted = Set.of();
  private Instant lookAgainAt = Instant.MIN;
  private volatile boolean newWork = true;

  LateEvents(
      EventTable table,
      EventReaders readers,
      EventSinks sinks,
      Flows flows,
      Decision.Maker decisions,
      Outbox outbox,
      TransactionTemplate transaction,
      Witness witness,
      Clock clock,
      Lane lane,
      Loop loop) {
    this.table = table;
    this.readers = readers;
    this.sinks = sinks;
    this.flows = flows;
    this.decisions = decisions;
    this.settlement =
        new Settlement(table, sinks, outbox, transaction, clock, claimant, !lane.inOrder());
    this.witness = witness;
    this.clock = clock;
    this.lane = lane;
    this.workers = new Workers(loop, lane.name(), lane.width());
  }

  void start() {
    workers.begin(this::claimDueEvents, POLL, Duration.ZERO);
  }

  void wake() {
    newWork = true;
    workers.wake();
  }

  private int claimDueEvents() {
    renew();
    int freeWorkers = workers.free();
    Set<String> busy = busy();
    Instant now = clock.instant();
    if (freeWorkers == 0 || onlyBusyFlowsAreDue(busy, now)) {
      return 0;
    }
    newWork = false;
    List<Due> due = table.claim(claimant, lane, freeWorkers, busy, now);
    exhausted = due.size() < freeWorkers ? busy : Set.of();
    lookAgainAt = now.plus(POLL);
    for (Due event : due) {
      running.merge(event.flow(), 1, Integer::sum);
      claimed.add(event.id());
      workers.hand(() -> runOne(event));
    }
    return due.size();
  }

  /**
   * Runs the next due event in the calling thread, instead of {@link #start}.
   *
   * @return false if none is due
   */
  boolean step() {
    List<Due> due = table.claim(claimant, lane, 1, List.of(), clock.instant());
    due.forEach(this::finish);
    return !due.isEmpty();
  }

  private void renew() {
    Instant now = clock.instant();
    if (!claimed.isEmpty() && now.isAfter(renewAt)) {
      settlement.renew(Set.copyOf(claimed));
      renewAt = now.plus(EventTable.LEASE.dividedBy(3));
    }
  }

  private Set<String> busy() {
    return running.entrySet().stream()
        .filter(flow -> flow.getValue() >= lane.share())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * The last look found no more events while these flows were busy. Another look would read their
   * whole backlog again for the same result. This holds only for a short time, because events of
   * other flows come due without a signal.
   */
  private boolean onlyBusyFlowsAreDue(Set<String> busy, Instant now) {
    return !newWork
        && !exhausted.isEmpty()
        && busy.containsAll(exhausted)
        && now.isBefore(lookAgainAt);
  }

  /** Returns whether PostgreSQL could store the result. */
  private boolean runOne(Due due) {
    MDC.put("eventId", due.id().toString());
    try {
      finish(due);
      return true;
    } catch (RuntimeException | Error e) {
      // The event stays claimed and runs again when the lease ends; this run has no effect.
      if (DatabaseAway.explains(e)) {
        log.warn("Event {} waits for PostgreSQL: {}", due.id(), Refused.because(e));
      } else {
        log.error("PostgreSQL refuses any outcome of event {}", due.id(), e);
      }
      return false;
    } finally {
      MDC.remove("eventId");
      claimed.remove(due.id());
      running.computeIfPresent(due.flow(), (flow, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * A result that cannot be stored now cannot be stored later: the event would come back for ever.
   */
  private void finish(Due due) {
    Optional<Event> event = readers.read(due.record(), due.id());
    Decision decision = event.map(read -> decide(due, read)).orElseGet(LateEvents::unreadable);
    try {
      settle(due, event, decision);
    } catch (RuntimeException | Error e) {
      if (DatabaseAway.explains(e)) {
        throw e;
      }
      log.error("The decision on event {} cannot be stored", due.id(), e);
      settle(due, Optional.empty(), Decision.buried(e));
    }
  }

  private static Decision unreadable() {
    return Decision.unreadable("the stored bytes no longer contain this event");
  }

  private Decision decide(Due due, Event event) {
    FlowOutcome outcome = run(due, event);
    return outcome instanceof FlowOutcome.NoFlow && sinks.want(event.type())
        ? Decision.done()
        : decisions.decide(outcome, due.resumeAt(), due.attempts(), clock.instant());
  }

  /**
   * A run that ends in an exception counts as a failed run: after the last one the event is a dead
   * letter.
   */
  private FlowOutcome run(Due due, Event event) {
    try {
      return flows.run(event, due.resumeAt(), due.waits());
    } catch (RuntimeException | Error e) {
      log.error("The run of event {} ended in an exception", due.id(), e);
      return FlowOutcome.Failed.of(e);
    }
  }

  private void settle(Due due, Optional<Event> event, Decision decision) {
    settlement.settle(due, event, decision);
    witness.processed(due.record(), decision);
  }

  void close() throws InterruptedException {
    if (!workers.close(LAST_RUNS)) {
      log.warn("Flows are still running; their events run again after the next start");
    }
  }
}
