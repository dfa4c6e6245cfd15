package dev.recado.spine.intake;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventTable.Due;
import dev.recado.spine.intake.EventTable.Note;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.OutboxMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores how late runs ended.
 *
 * <p>A run that ends during a commit goes into the next commit, together with all others that ended
 * meanwhile. So a backlog needs one commit for many events, and a single event does not wait.
 */
final class Settlement {

  private final EventTable table;
  private final EventSinks sinks;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final UUID runner;
  private final boolean together;
  private final Queue<End> ends = new ConcurrentLinkedQueue<>();

  /** Only one thread writes: two that write the same rows in different orders would deadlock. */
  private final ReentrantLock writeLock = new ReentrantLock(true);

  /** How one run ended, and whether that is stored. */
  private static final class End {

    private final Due due;
    private final Optional<Event> event;
    private final Decision decision;
    private boolean written;
    private @Nullable Throwable failure;

    End(Due due, Optional<Event> event, Decision decision) {
      this.due = due;
      this.event = event;
      this.decision = decision;
    }

    boolean tells() {
      return due.untold()
          && event.filter(e -> !e.type().equals(EventTypes.WHATSAPP_CHANNEL_UNKNOWN)).isPresent();
    }
  }

  /**
   * Makes one.
   *
   * @param together false: each run gets its own commit. That is safer for events that write to
   *     many tables, because two commits of many events could deadlock
   */
  Settlement(
      EventTable table,
      EventSinks sinks,
      Outbox outbox,
      TransactionTemplate transaction,
      Clock clock,
      UUID runner,
      boolean together) {
    this.table = table;
    this.sinks = sinks;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
    this.runner = runner;
    this.together = together;
  }

  /**
   * Returns once it is stored; stores nothing if another runner has the event by now.
   *
   * @param event the event for the sinks, or empty if it cannot be read
   */
  void settle(Due due, Optional<Event> event, Decision decision) {
    End end = new End(due, event, decision);
    if (together) {
      writeWithOthers(end);
    } else {
      write(List.of(end));
    }
    if (end.failure instanceof RuntimeException e) {
      throw e;
    }
    if (end.failure instanceof Error e) {
      throw e;
    }
  }

  private void writeWithOthers(End end) {
    ends.add(end);
    writeLock.lock();
    try {
      if (!end.written) {
        write(takeWaitingEnds());
      }
    } finally {
      writeLock.unlock();
    }
  }

  /** Renews the claims of events that are running. */
  void renew(Collection<UUID> running) {
    writeLock.lock();
    try {
      table.renew(runner, running, clock.instant());
    } finally {
      writeLock.unlock();
    }
  }

  private List<End> takeWaitingEnds() {
    List<End> all = new ArrayList<>();
    for (End end = ends.poll(); end != null; end = ends.poll()) {
      all.add(end);
    }
    return all;
  }

  /** If runs cannot be stored together, stores them one by one, to find the one at fault. */
  private void write(List<End> group) {
    try {
      transaction.executeWithoutResult(status -> store(group));
    } catch (RuntimeException | Error failure) {
      if (group.size() > 1
          && (DatabaseAway.lostARace(failure) || !DatabaseAway.explains(failure))) {
        group.forEach(end -> write(List.of(end)));
        return;
      }
      group.forEach(end -> end.failure = failure);
    }
    group.forEach(end -> end.written = true);
  }

  private void store(List<End> group) {
    Instant now = clock.instant();
    Set<UUID> stillClaimed =
        table.settle(
            group.stream()
                .map(end -> new EventTable.Settled(end.due, end.decision, end.tells()))
                .toList(),
            runner,
            now);
    List<End> settled = group.stream().filter(end -> stillClaimed.contains(end.due.id())).toList();
    sinks.take(settled.stream().filter(End::tells).flatMap(end -> end.event.stream()).toList());
    List<OutboxMessage> messages = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    for (End end : settled) {
      messages.addAll(end.decision.effects().messages());
      notes.add(new Note(end.due.id(), end.decision.state().name(), end.decision.reason()));
    }
    table.noteOldNews(outbox.add(messages), now);
    settled.forEach(end -> end.decision.effects().writeChanges(now));
    table.note(notes, now);
  }
}
