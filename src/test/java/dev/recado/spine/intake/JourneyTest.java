package dev.recado.spine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.intake.EventView.Step;
import dev.recado.spine.outbox.MessageState;
import dev.recado.spine.outbox.MessageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JourneyTest {

  private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");
  private static final UUID MESSAGE = new UUID(0, 7);

  @Test
  void tellsAMessageFromItsWebhookToThePhoneInOrder() {
    List<Step> attempts = List.of(new Step(at(3), "attempt", "1: SENT after 20 ms", MESSAGE));

    assertThat(Journey.of(event(EventState.DONE, null, 2), List.of(), List.of(message()), attempts))
        .extracting(Step::step)
        .containsExactly("accepted", "flow", "effect", "attempt", "sent", "delivered");
  }

  @Test
  void aRunThatLeftANoteIsShownOnce() {
    List<Step> notes =
        List.of(new Step(at(1), "waiting", "5 s", null), new Step(at(2), "done", null, null));

    assertThat(Journey.of(event(EventState.DONE, null, 2), notes, List.of(), List.of()))
        .extracting(Step::step)
        .containsExactly("accepted", "waiting", "done");
  }

  @Test
  void aReplayedEventHasNoResultYet() {
    List<Step> notes = List.of(new Step(at(9), "replayed", null, null));

    assertThat(Journey.of(event(EventState.RETRY, "replayed", 2), notes, List.of(), List.of()))
        .extracting(Step::step)
        .containsExactly("accepted", "replayed");
  }

  private static Instant at(int second) {
    return BEGIN.plusSeconds(second);
  }

  private static EventView event(
      EventState state, @org.jspecify.annotations.Nullable String reason, int processed) {
    return new EventView(
        new UUID(0, 1),
        "odoo",
        "odoo.invoice.posted",
        "account.move:4",
        state,
        reason,
        0,
        at(0),
        at(processed),
        null);
  }

  private static MessageView message() {
    return new MessageView(
        MESSAGE,
        new UUID(0, 1),
        "whatsapp-text",
        "waha",
        "whatsapp:5511*****21",
        MessageState.DELIVERED,
        null,
        null,
        1,
        at(2),
        at(2),
        null,
        at(3),
        at(4),
        null);
  }
}
