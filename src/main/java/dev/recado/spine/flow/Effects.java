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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what one run of a flow emits. It is a property of the exchange. */
public final class Effects {

  private static final Logger log = LoggerFactory.getLogger(Effects.class);
  private static final String PROPERTY = "recado.effects";

  private final Event event;
  private final Instant now;
  private final int waits;
  private final UnaryOperator<Consumer<Instant>> binding;
  private final List<Emitted.Emission> emitted = new ArrayList<>();
  private final Map<String, Integer> steps = new HashMap<>();
  private final Set<String> announced = new HashSet<>();
  private final List<Runnable> whenItFails = new ArrayList<>();
  private final Trail trail = new Trail();
  private @Nullable Function<Emitted, FlowOutcome> end;
  private boolean closed;

  /**
   * Begins to collect.
   *
   * @param waits how often the event has waited before this run
   * @param binding makes the writing of a change see the files that the run sees
   */
  Effects(Event event, Instant now, int waits, UnaryOperator<Consumer<Instant>> binding) {
    this.event = event;
    this.now = now;
    this.waits = waits;
    this.binding = binding;
  }

  /**
   * Finds the run that an exchange belongs to.
   *
   * @param exchange of a flow
   * @return where the run's effects are collected
   * @throws IllegalStateException if the exchange belongs to no run of a flow
   */
  public static Effects of(Exchange exchange) {
    Effects effects = in(exchange);
    if (effects == null) {
      throw new IllegalStateException(
          "An effect can only be emitted by a flow that runs for an event");
    }
    return effects;
  }

  /** Finds the run that an exchange belongs to; null if it belongs to none. */
  static @Nullable Effects in(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Effects.class);
  }

  /** The way of the run through its flow. */
  Trail trail() {
    return trail;
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

  /**
   * Names an effect of this run by its kind, its number and the waits before the run. A repeated
   * run gives the same names, a run after a {@code wait} gives others.
   */
  public synchronized String step(String kind) {
    int number = steps.merge(kind, 1, Integer::sum);
    return waits == 0 ? kind + "#" + number : kind + "#" + number + " after wait " + waits;
  }

  /**
   * Notes a row for the outbox.
   *
   * @param message the row
   */
  public synchronized void add(OutboxMessage message) {
    requireRunning();
    emitted.add(new Emitted.Message(message));
  }

  /**
   * Notes a change of the hub's own tables.
   *
   * @param change written in the event's commit
   */
  public synchronized void change(StateChange change) {
    requireRunning();
    Consumer<Instant> writing = binding.apply(change.writing());
    emitted.add(new Emitted.Change(new StateChange(change.kind(), change.facts(), writing)));
  }

  /**
   * Has something counted if this run fails by its own fault. It runs once, beside any transaction,
   * and not in a rehearsal.
   *
   * @param work must not throw
   */
  public synchronized void ifItFails(Runnable work) {
    whenItFails.add(work);
  }

  void failed() {
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(whenItFails);
    }
    all.forEach(Runnable::run);
  }

  /**
   * Lists what this run has emitted for the outbox so far.
   *
   * @return in the order of the flow; a copy
   */
  public synchronized List<OutboxMessage> messages() {
    return new Emitted(List.copyOf(emitted)).messages();
  }

  /**
   * What is emitted behind the end of a run is in no commit. It is logged here, because Camel does
   * not log a failure of a step that nobody waits for.
   */
  private void requireRunning() {
    if (closed) {
      String lost =
          ("The run for event %s is over, so this effect is lost. Steps that go on beside or behind"
                  + " a run (wireTap, resequence, onCompletion) emit no effects: call the route"
                  + " with \"to\" instead")
              .formatted(event.id());
      log.error(lost);
      throw new IllegalStateException(lost);
    }
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
    closed = true;
    Emitted emitted = new Emitted(List.copyOf(this.emitted));
    FlowOutcome outcome = end == null ? done(emitted) : end.apply(emitted);
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

  private FlowOutcome done(Emitted emitted) {
    return new FlowOutcome.Done(emitted, emitted.all().isEmpty() ? trail.told() : null);
  }
}
