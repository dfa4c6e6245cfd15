package dev.recado.chat.conversation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import dev.recado.spine.outbox.Receipts;
import dev.recado.spine.outbox.Receipts.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Updates the state of our messages from the provider's receipts. */
final class ReceiptSink implements EventSink {

  private final Receipts receipts;

  ReceiptSink(Receipts receipts) {
    this.receipts = receipts;
  }

  @Override
  public Set<String> types() {
    return Set.of(EventTypes.WHATSAPP_MESSAGE_STATUS);
  }

  @Override
  public void take(List<Event> events) {
    receipts.found(events.stream().map(ReceiptSink::found).flatMap(Optional::stream).toList());
    receipts.take(events.stream().map(ReceiptSink::receipt).flatMap(Optional::stream).toList());
  }

  /** Some providers name the message as the hub does: so it is found if the answer was lost. */
  private static Optional<Receipts.Found> found(Event event) {
    String message = text(event, "outboxId");
    String channel = text(event, "channel");
    String id = text(event, "messageId");
    return message == null || channel == null || id == null
        ? Optional.empty()
        : state(event.body().get("state"))
            .map(state -> new Receipts.Found(UUID.fromString(message), channel, id));
  }

  private static Optional<Receipt> receipt(Event event) {
    Object id = event.body().get("messageId");
    return id == null
        ? Optional.empty()
        : state(event.body().get("state"))
            .map(
                state ->
                    new Receipt(
                        String.valueOf(id),
                        state,
                        event.receivedAt(),
                        text(event, "reason"),
                        again(event)));
  }

  private static @Nullable String text(Event event, String field) {
    Object value = event.body().get(field);
    return value == null ? null : String.valueOf(value);
  }

  /** The provider's table of errors says whether a message that failed may be sent again. */
  private static @Nullable Instant again(Event event) {
    String after = text(event, "againAfter");
    return after == null ? null : event.receivedAt().plus(Duration.parse(after));
  }

  /** PENDING adds nothing to the result of the send itself. */
  private static Optional<Receipts.State> state(@Nullable Object state) {
    return Stream.of(Receipts.State.values())
        .filter(known -> known.name().equals(state))
        .findFirst();
  }
}
