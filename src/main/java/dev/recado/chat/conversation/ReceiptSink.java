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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Updates the state of our messages from the provider's receipts. */
final class ReceiptSink implements EventSink {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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
    receipts.take(
        events.stream().map(ReceiptSink::named).flatMap(Optional::stream).toList(),
        events.stream().map(ReceiptSink::receipt).flatMap(Optional::stream).toList());
  }

  /** Some providers give back the id that the hub sent along with a message. */
  private static Optional<Receipts.Named> named(Event event) {
    String own = text(event, "outboxId");
    String channel = text(event, "channel");
    String id = text(event, "messageId");
    return own == null || channel == null || id == null || !UUID_TEXT.matcher(own).matches()
        ? Optional.empty()
        : Optional.of(new Receipts.Named(UUID.fromString(own), channel, id));
  }

  private static Optional<Receipt> receipt(Event event) {
    String id = text(event, "messageId");
    String channel = text(event, "channel");
    return id == null || channel == null
        ? Optional.empty()
        : state(event.body().get("state"))
            .map(
                state ->
                    new Receipt(
                        channel,
                        id,
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
