package dev.recado.spine.flow;

import dev.recado.spine.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Collects what one run of a flow emits; rides on the exchange as a property. */
public final class Effects {

  private static final String PROPERTY = "recado.effects";

  private final Event event;
  private final Instant now;
  private final List<Emitted.Emission> emitted = new ArrayList<>();
  private final Map<String, Integer> steps = new HashMap<>();
  private final Set<String> announced = new HashSet<>();
  private @Nullable String dropReason;
  private @Nullable String resumeAt;
  private Duration pause = Duration.ZERO;

  Effects(Event event, Instant now) {
    this.event = event;
    this.now = now;
  }

  /**
   * Finds the run that an exchange belongs to.
   *
   * @param exchange of a flow
   * @return where the run's effects are collected
   * @throws IllegalStateException where no flow runs for an event
   */
  public static Effects of(Exchange exchange) {
    Effects effects = exchange.getProperty(PROPERTY, Effects.class);
    if (effects == null) {
      throw new IllegalStateException(
          "An effect can only be emitted by a flow that runs for an event");
    }
    return effects;
  }

  void rideOn(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  /**
   * Tells which event the flow runs for.
   *
   * @return the event
   */
  public Event event() {
    return event;
  }

  /**
   * Tells the time of the run: one instant for all its effects.
   *
   * @return when it began
   */
  public Instant now() {
    return now;
  }

  /** Names a step of this run: the same flow on the same event names its steps the same again. */
  public synchronized String step(String kind) {
    return kind + "#" + steps.merge(kind, 1, Integer::sum);
  }

  /**
   * Notes a row for the outbox.
   *
   * @param message the row
   */
  public synchronized void add(OutboxMessage message) {
    emitted.add(new Emitted.Message(message));
  }

  /**
   * Notes a change of the hub's own tables.
   *
   * @param change written in the event's commit
   */
  public synchronized void change(StateChange change) {
    emitted.add(new Emitted.Change(change));
  }

  /**
   * Lists what this run has emitted for the outbox so far.
   *
   * @return in the order of the flow; a copy
   */
  public synchronized List<OutboxMessage> messages() {
    return new Emitted(List.copyOf(emitted)).messages();
  }

  /** A message tells of a change, and may pass the gate that this change closes. */
  synchronized void announces(String change) {
    announced.add(change);
  }

  synchronized void drop(String reason) {
    dropReason = reason;
  }

  synchronized void waitFor(Duration length, String flow) {
    if (resumeAt != null) {
      throw new IllegalStateException(
          "A flow can wait for one thing at a time, not twice in a run");
    }
    pause = length;
    resumeAt = flow;
  }

  synchronized FlowOutcome outcome() {
    Emitted emitted = new Emitted(List.copyOf(this.emitted));
    emitted.changes().forEach(change -> announced.remove(change.kind()));
    if (!announced.isEmpty()) {
      // Else any message could call itself the last one and pass the gate.
      throw new IllegalStateException(
          "A message announces " + announced + ", and this run of the flow does no such thing");
    }
    if (resumeAt != null) {
      return new FlowOutcome.Waits(emitted, resumeAt, pause);
    }
    if (dropReason != null) {
      return new FlowOutcome.Dropped(emitted, dropReason);
    }
    return new FlowOutcome.Done(emitted);
  }
}
