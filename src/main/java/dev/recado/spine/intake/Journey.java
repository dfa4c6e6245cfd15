package dev.recado.spine.intake;

import dev.recado.spine.intake.EventView.Step;
import dev.recado.spine.outbox.MessageView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Lists in order what happened to an event, from its webhook to the phones. */
final class Journey {

  private final List<Step> steps = new ArrayList<>();

  private Journey() {}

  static List<Step> of(
      EventView event, List<Step> notes, List<MessageView> messages, List<Step> attempts) {
    Journey journey = new Journey();
    journey.add("accepted", event);
    journey.steps.addAll(notes);
    journey.flow(event, notes);
    messages.forEach(journey::message);
    journey.steps.addAll(attempts);
    messages.forEach(journey::receipts);
    // The sort is stable: steps with the same time stay in the order of cause and effect.
    journey.steps.sort(Comparator.comparing(Step::at));
    return List.copyOf(journey.steps);
  }

  private void add(String step, EventView event) {
    steps.add(new Step(event.receivedAt(), step, event.source() + ": " + event.type(), null));
  }

  /** Adds the last run, which the event itself shows; a late run has also left a note. */
  private void flow(EventView event, List<Step> notes) {
    if (event.processedAt() == null || "replayed".equals(event.reason())) {
      return;
    }
    String state = event.state().name().toLowerCase(Locale.ROOT);
    boolean noted =
        notes.stream().anyMatch(n -> n.at().equals(event.processedAt()) && n.step().equals(state));
    if (!noted) {
      String reason = event.reason() == null ? "" : ": " + event.reason();
      steps.add(new Step(event.processedAt(), "flow", event.state() + reason, null));
    }
  }

  private void message(MessageView message) {
    steps.add(
        new Step(
            message.createdAt(),
            "effect",
            "%s through %s, now %s".formatted(message.kind(), message.connector(), message.state()),
            message.id()));
  }

  private void receipts(MessageView message) {
    if (message.sentAt() != null) {
      steps.add(new Step(message.sentAt(), "sent", null, message.id()));
    }
    if (message.deliveredAt() != null) {
      steps.add(new Step(message.deliveredAt(), "delivered", null, message.id()));
    }
    if (message.readAt() != null) {
      steps.add(new Step(message.readAt(), "read", null, message.id()));
    }
  }
}
