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
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Collects what one run of a flow emits. It is a property of the exchange. */
public final class Effects {

  private static final String PROPERTY = "recado.effects";

  private final Event event;
  private final Instant now;
  private final List<Emitted.Emission> emitted = new ArrayList<>();
  private final Map<String, Integer> steps = new HashMap<>();
  private final Set<String> announced = new HashSet<>();
  private @Nullable Function<Emitted, FlowOutcome> end;

  Effects(Event event, Instant now) {
    this.event = event;
    this.now = now;
  }

  /**
   * Finds the run that an exchange belongs to.
   *
   * @param exchange of a flow
   * @return where the run's effects are collected
   * @throws IllegalStateException if the exchange belongs to no run of a flow
   */
  public static Effects of(Exchange exchange) {
    Effects effects = exchange.getProperty(PROPERTY, Effects.class);
    if (effects == null) {
      throw new IllegalStateException(
          "An effect can only be emitted by a flow that runs for an event");
    }
    return effects;
  }

  /** Tells whether the run of an exchange has ended; an exchange without a run goes on. */
  static boolean ended(Exchange exchange) {
    Effects effects = exchange.getProperty(PROPERTY, Effects.class);
    return effects != null && effects.ended();
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

  /** Names a step of this run; a repeated run of the same flow and event gives the same names. */
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

  /** Marks a message that announces a change; it may pass the gate that this change closes. */
  synchronized void announces(String change) {
    announced.add(change);
  }

  void drop(String reason) {
    end(emitted -> new FlowOutcome.Dropped(emitted, reason));
  }

  void reject(String reason) {
    end(nothing -> new FlowOutcome.Failed(reason, FlowOutcome.Kind.HOPELESS));
  }

  void waitFor(Duration length, String flow) {
    end(emitted -> new FlowOutcome.Waits(emitted, flow, length));
  }

  /** The first end counts: parts of a split may end at the same time. */
  private synchronized void end(Function<Emitted, FlowOutcome> end) {
    if (this.end == null) {
      this.end = end;
    }
  }

  /** Tells whether the run has ended, so that its remaining steps are skipped. */
  synchronized boolean ended() {
    return end != null;
  }

  synchronized FlowOutcome outcome() {
    Emitted emitted = new Emitted(List.copyOf(this.emitted));
    FlowOutcome outcome = end == null ? new FlowOutcome.Done(emitted) : end.apply(emitted);
    if (outcome instanceof FlowOutcome.Failed) {
      return outcome;
    }
    emitted.changes().forEach(change -> announced.remove(change.kind()));
    if (!announced.isEmpty()) {
      // Otherwise any message could claim to be the last one and pass the gate.
      throw new IllegalStateException(
          "A message announces " + announced + ", and this run of the flow does not make it");
    }
    return outcome;
  }
}
