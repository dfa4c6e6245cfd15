package dev.recado.chat.conversation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import dev.recado.spine.outbox.Receipts;
import dev.recado.spine.outbox.Receipts.Receipt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    receipts.take(events.stream().map(ReceiptSink::receipt).flatMap(Optional::stream).toList());
  }

  private static Optional<Receipt> receipt(Event event) {
    Object id = event.body().get("messageId");
    return id == null
        ? Optional.empty()
        : state(event.body().get("state"))
            .map(state -> new Receipt(String.valueOf(id), state, event.receivedAt()));
  }

  /** PENDING adds nothing to the result of the send itself. */
  private static Optional<Receipts.State> state(@org.jspecify.annotations.Nullable Object state) {
    return Stream.of(Receipts.State.values())
        .filter(known -> known.name().equals(state))
        .findFirst();
  }
}
