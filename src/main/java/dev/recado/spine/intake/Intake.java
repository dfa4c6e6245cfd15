package dev.recado.spine.intake;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.database.Refused;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Window;
import dev.recado.spine.intake.EventTable.Note;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.OutboxMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a batch of records from the log to the tables. It drops known records, reads the others,
 * runs the flows, then commits events and effects together.
 *
 * <p>No connection is held while flows run. It throws only if PostgreSQL is unavailable: then the
 * whole batch is repeated, and records already in the tables are dropped as known. A record that
 * fails for any other reason is separated from the others and kept as a dead letter (ADR 0017).
 */
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /** How long a flow that was too slow for a batch waits before the slow lane runs it. */
  private static final Duration SLOW_FLOW_PAUSE = Duration.ofSeconds(10);

  private final EventReaders readers;
  private final EventSinks sinks;
  private final EventTable table;
  private final FlowRuns runs;
  private final Decision.Maker decisions;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Witness witness;
  private final IntakeSettings settings;
  private final Clock clock;
  private final Map<String, Instant> slowFlows = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new java.util.concurrent.CopyOnWriteArrayList<>();
  private volatile Runnable progress = () -> {};

  Intake(
      EventReaders readers,
      EventSinks sinks,
      EventTable table,
      FlowRuns runs,
      Decision.Maker decisions,
      Outbox outbox,
      TransactionTemplate transaction,
      Witness witness,
      IntakeSettings settings,
      Clock clock) {
    this.readers = readers;
    this.sinks = sinks;
    this.table = table;
    this.runs = runs;
    this.decisions = decisions;
    this.outbox = outbox;
    this.transaction = transaction;
    this.witness = witness;
    this.settings = settings;
    this.clock = clock;
  }

  void onLaterWork(Runnable listener) {
    listeners.add(listener);
  }

  /** Calls a listener after each commit: a large batch on a slow machine takes several. */
  void onProgress(Runnable listener) {
    progress = listener;
  }

  void take(List<InboundRecord> records) throws InterruptedException {
    try {
      process(records);
    } catch (Throwable failure) {
      if (mustWait(failure)) {
        throw failure;
      }
      processOneByOne(records, failure);
    }
  }

  private static boolean mustWait(Throwable failure) {
    return failure instanceof InterruptedException || DatabaseAway.explains(failure);
  }

  private void processOneByOne(List<InboundRecord> records, Throwable cause)
      throws InterruptedException {
    log.error("A batch of {} records failed and is taken one by one", records.size(), cause);
    for (InboundRecord record : records) {
      try {
        process(List.of(record));
      } catch (Throwable failure) {
        if (mustWait(failure)) {
          throw failure;
        }
        keepAsDeadLetter(new Arrival(record, null, "The record fails"), failure);
      }
    }
  }

  /** Uses as many commits as needed: finished flows need not wait for the others. */
  private void process(List<InboundRecord> records) throws InterruptedException {
    Collection<Arrival> remaining = newArrivals(records).values();
    while (!remaining.isEmpty()) {
      remaining = processSlice(remaining);
      progress.run();
    }
  }

  /** Commits what there is time for, and returns the rest. */
  private Collection<Arrival> processSlice(Collection<Arrival> arrivals)
      throws InterruptedException {
    FlowRuns.Slice slice = runs.run(runnable(arrivals).values(), settings.flowLimit());
    Instant now = clock.instant();
    pauseSlowFlows(arrivals, slice.slow(), now);
    Map<Arrival, Decision> decided = new LinkedHashMap<>();
    List<Arrival> remaining = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      if (slice.left().contains(arrival.id())) {
        remaining.add(arrival);
      } else {
        decided.put(arrival, decide(arrival, slice.outcomes(), now));
      }
    }
    commit(decided);
    return remaining;
  }

  private Map<UUID, Arrival> newArrivals(List<InboundRecord> records) {
    Map<UUID, Arrival> arrivals = new LinkedHashMap<>();
    List<Window.Twin> twins = new ArrayList<>();
    Map<String, Integer> came = new TreeMap<>();
    for (InboundRecord record : records) {
      for (Arrival arrival : readers.read(record)) {
        arrivals.putIfAbsent(arrival.id(), arrival);
        came.merge(record.source(), 1, Integer::sum);
      }
      twins.addAll(readers.twins(record));
    }
    Set<UUID> known = table.known(arrivals.keySet());
    known.addAll(repeated(twins, arrivals));
    arrivals.keySet().removeAll(known);
    arrivals.values().forEach(arrival -> came.merge(arrival.record().source(), -1, Integer::sum));
    came.forEach(witness::duplicates);
    return arrivals;
  }

  /** Finds the events that came again just after the end of a period, see {@link Window}. */
  private Set<UUID> repeated(List<Window.Twin> twins, Map<UUID, Arrival> arrivals) {
    if (twins.isEmpty()) {
      return Set.of();
    }
    Map<UUID, Instant> came = table.receivedAt(twins.stream().map(Window.Twin::earlier).toList());
    arrivals.forEach((id, arrival) -> came.putIfAbsent(id, arrival.record().receivedAt()));
    Set<UUID> repeated = new HashSet<>();
    for (Window.Twin twin : twins) {
      Instant first = came.get(twin.earlier());
      Arrival again = arrivals.get(twin.event());
      if (first != null
          && again != null
          && again.record().receivedAt().isBefore(first.plus(twin.within()))) {
        repeated.add(twin.event());
      }
    }
    return repeated;
  }

  private Decision decide(Arrival arrival, Map<UUID, FlowOutcome> outcomes, Instant now) {
    if (arrival.event() == null) {
      return Decision.unreadable(String.valueOf(arrival.trouble()));
    }
    FlowOutcome outcome = outcomes.get(arrival.id());
    if (outcome == null) {
      return Decision.later("runs beside the batch: behind another event or a slow flow", now);
    }
    return outcome instanceof FlowOutcome.NoFlow && sinks.want(arrival.type())
        ? Decision.done()
        : decisions.decide(outcome, null, 0, now);
  }

  /**
   * The events to run now, by subject; without slow events and those that must wait for another.
   */
  private Map<String, List<Event>> runnable(Collection<Arrival> arrivals) {
    Set<String> open =
        table.openSubjects(arrivals.stream().map(Arrival::subject).collect(Collectors.toSet()));
    Instant now = clock.instant();
    slowFlows.values().removeIf(until -> until.isBefore(now));
    Map<String, List<Event>> subjects = new LinkedHashMap<>();
    for (Arrival arrival : arrivals) {
      Event event = arrival.event();
      if (event != null && slowFlows.containsKey(event.type())) {
        open.add(event.subject());
      }
      if (event != null && !open.contains(event.subject())) {
        subjects.computeIfAbsent(event.subject(), s -> new ArrayList<>()).add(event);
      }
    }
    return subjects;
  }

  private void pauseSlowFlows(Collection<Arrival> arrivals, Set<UUID> slow, Instant now) {
    for (Arrival arrival : arrivals) {
      if (slow.contains(arrival.id())
          && slowFlows.put(arrival.type(), now.plus(SLOW_FLOW_PAUSE)) == null) {
        log.warn(
            "The flow of {} is too slow for a batch; its events run beside it", arrival.type());
      }
    }
  }

  /** If the records cannot be stored together, stores them by halves, down to the one at fault. */
  private void commit(Map<Arrival, Decision> decided) {
    try {
      write(decided);
    } catch (RuntimeException | Error failure) {
      if (DatabaseAway.explains(failure)) {
        throw failure;
      }
      isolate(decided, failure);
      return;
    }
    report(decided);
  }

  private void isolate(Map<Arrival, Decision> decided, Throwable failure) {
    if (decided.size() == 1) {
      keepAsDeadLetter(decided.keySet().iterator().next(), failure);
      return;
    }
    log.warn("{} events cannot be stored together: {}", decided.size(), Refused.because(failure));
    Map<Arrival, Decision> half = new LinkedHashMap<>();
    int remaining = decided.size() / 2;
    for (Map.Entry<Arrival, Decision> one : decided.entrySet()) {
      half.put(one.getKey(), one.getValue());
      if (--remaining == 0) {
        commit(half);
        half = new LinkedHashMap<>();
      }
    }
    commit(half);
  }

  /**
   * Keeps it as a dead letter in a way that cannot fail for the same reason: no sink is told, no
   * effect is written. If PostgreSQL refuses even its bytes, a row with only its id is kept.
   */
  private void keepAsDeadLetter(Arrival arrival, Throwable failure) {
    Decision dead = Decision.buried(failure);
    log.error(
        "Event {} of {}, received at {}, is a dead letter: {}",
        arrival.id(),
        arrival.record().source(),
        arrival.record().receivedAt(),
        dead.reason(),
        failure);
    Instant now = clock.instant();
    try {
      store(arrival, dead, now, () -> table.add(Map.of(arrival, dead), now));
    } catch (RuntimeException refused) {
      if (DatabaseAway.explains(refused)) {
        throw refused;
      }
      log.error("PostgreSQL refuses the bytes of {}; only Kafka has them", arrival.id(), refused);
      store(arrival, dead, now, () -> table.addBare(arrival.id(), dead, now));
    }
    report(Map.of(arrival, dead));
  }

  private void store(Arrival arrival, Decision dead, Instant now, Supplier<Set<UUID>> row) {
    transaction.executeWithoutResult(
        status -> {
          if (!row.get().isEmpty()) {
            table.note(notes(Map.of(arrival, dead)), now);
          }
        });
  }

  private void write(Map<Arrival, Decision> decided) {
    transaction.executeWithoutResult(
        status -> {
          Instant now = clock.instant();
          Set<UUID> added = table.add(decided, now);
          Map<Arrival, Decision> fresh = new LinkedHashMap<>(decided);
          fresh.keySet().removeIf(arrival -> !added.contains(arrival.id()));
          sinks.take(
              fresh.keySet().stream()
                  .map(Arrival::event)
                  .flatMap(java.util.stream.Stream::ofNullable)
                  .toList());
          List<OutboxMessage> messages = new ArrayList<>();
          fresh.forEach(
              (arrival, decision) -> {
                messages.addAll(decision.effects().messages());
                decision.effects().writeChanges(now);
              });
          table.note(notes(fresh), now);
          table.noteOldNews(outbox.add(messages), now);
        });
  }

  private static List<Note> notes(Map<Arrival, Decision> decided) {
    List<Note> notes = new ArrayList<>();
    decided.forEach(
        (arrival, decision) -> {
          if (decision.state() == EventState.RETRY || decision.state() == EventState.DEAD) {
            notes.add(new Note(arrival.id(), decision.state().name(), decision.reason()));
          }
        });
    return notes;
  }

  /** A change may have set a timer. */
  private static boolean leavesWork(Decision decision) {
    return decision.due() != null || !decision.effects().changes().isEmpty();
  }

  private void report(Map<Arrival, Decision> decided) {
    decided.forEach((arrival, decision) -> witness.processed(arrival.record(), decision));
    if (decided.values().stream().anyMatch(Intake::leavesWork)) {
      listeners.forEach(Runnable::run);
    }
  }
}
