package dev.recado.chat.turn;

import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.conversation.CustomerMessages.Last;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What somebody asks the hub to say in a conversation.
 *
 * <p>Rows of the outbox that a person wants, and turns that are taken again.
 */
public final class Answers {

  /** Whoever wrote so lately is answered, at whatever hour. */
  private static final Duration LATELY = Duration.ofDays(1);

  private static final int PRIORITY = 10;

  private final CustomerMessages messages;
  private final TransactionTemplate transaction;
  private final Timers timers;
  private final Outbox outbox;
  private final String connector;
  private final Clock clock;

  Answers(
      CustomerMessages messages,
      TransactionTemplate transaction,
      Timers timers,
      Outbox outbox,
      String connector,
      Clock clock) {
    this.messages = messages;
    this.transaction = transaction;
    this.timers = timers;
    this.outbox = outbox;
    this.connector = connector;
    this.clock = clock;
  }

  /**
   * Sends somebody's own words, through the outbox and its gate; also where a person answers the
   * conversation, and free of quiet hours where the customer has written within the last day.
   *
   * <p>It announces that a person speaks: the gate stops only what the hub itself would say.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param text what is said
   * @return the message's id
   */
  public UUID say(String address, String text) {
    UUID id = UUID.randomUUID();
    String conversation = Contacts.conversation(address);
    Instant now = clock.instant();
    OutboxMessage message =
        new OutboxMessage(
            id,
            null,
            "whatsapp-text",
            connector,
            conversation,
            address,
            Map.of("text", text, "announces", "a-person"),
            null,
            null,
            messages.wroteSince(conversation, now.minus(LATELY)),
            PRIORITY,
            now);
    transaction.executeWithoutResult(status -> outbox.add(List.of(message)));
    return id;
  }

  /**
   * Lets the hub answer what the customer wrote last, in a turn of its own.
   *
   * @param conversation its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   * @return the turn, which is an event; empty where the customer has never written
   */
  public Optional<UUID> anew(String conversation) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> messages.last(conversation).map(last -> again(last, conversation))));
  }

  /** What is about to be answered needs no second answer. */
  private UUID again(Last last, String conversation) {
    if (last.turn() != null && last.waiting()) {
      return last.turn();
    }
    Instant now = clock.instant();
    InboundRecord turn =
        InboundRecord.of(
            Turns.SOURCE,
            new Identity(
                "turn:" + last.message() + ":" + UUID.randomUUID(), Turns.subject(conversation)),
            now,
            "text/plain",
            conversation.getBytes(StandardCharsets.UTF_8));
    timers.set(turn, Turns.TYPE, now);
    if (last.turn() == null) {
      messages.answeredBy(last.message(), turn.id());
    } else {
      messages.leave(last.turn(), turn.id());
    }
    return turn.id();
  }
}
