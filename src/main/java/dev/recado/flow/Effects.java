package dev.recado.flow;

import dev.recado.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Collects what one run of a flow emits; rides on the exchange as a property. */
final class Effects {

  private static final String PROPERTY = "recado.effects";

  private final Event event;
  private final Instant now;
  private final List<OutboxMessage> messages = new ArrayList<>();
  private final Map<String, Integer> steps = new HashMap<>();
  private @Nullable String dropReason;
  private @Nullable String resumeAt;
  private Duration pause = Duration.ZERO;

  Effects(Event event, Instant now) {
    this.event = event;
    this.now = now;
  }

  static Effects of(Exchange exchange) {
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

  Event event() {
    return event;
  }

  Instant now() {
    return now;
  }

  /** Names a step of this run: the same flow on the same event names its steps the same again. */
  synchronized String step(String kind) {
    return kind + "#" + steps.merge(kind, 1, Integer::sum);
  }

  synchronized void add(OutboxMessage message) {
    messages.add(message);
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
    if (resumeAt != null) {
      return new FlowOutcome.Waits(List.copyOf(messages), resumeAt, pause);
    }
    if (dropReason != null) {
      return new FlowOutcome.Dropped(List.copyOf(messages), dropReason);
    }
    return new FlowOutcome.Done(List.copyOf(messages));
  }
}
