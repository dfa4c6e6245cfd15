package dev.recado.chat.turn;

import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.conversation.CustomerMessages.Last;
import dev.recado.spine.channel.Channel;
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
 * Requests to the hub to say something in a conversation.
 *
 * <p>A given message becomes a row of the outbox. Without a message, the hub answers again in a new
 * turn.
 */
public final class Answers {

  /** A customer who wrote this recently gets an answer at any hour. */
  private static final Duration LATELY = Duration.ofDays(1);

  private static final int PRIORITY = 10;

  private final CustomerMessages messages;
  private final TransactionTemplate transaction;
  private final Timers timers;
  private final Outbox outbox;
  private final Clock clock;

  Answers(
      CustomerMessages messages,
      TransactionTemplate transaction,
      Timers timers,
      Outbox outbox,
      Clock clock) {
    this.messages = messages;
    this.transaction = transaction;
    this.timers = timers;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Sends an operator's message through the outbox and its gate. The message goes out even while a
   * person answers. Quiet hours do not delay it if the customer wrote within the last day.
   *
   * <p>The row is marked as a person's words: the gate stops only the hub's own words.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param text the message
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
            Channel.ANY,
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
   * Lets the hub answer the customer's last messages again, in a new turn.
   *
   * @param conversation the conversation's key, see {@link
   *     dev.recado.spine.outbox.Contacts#conversation}
   * @return the id of the turn's event; empty if the customer has never written
   */
  public Optional<UUID> anew(String conversation) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> messages.last(conversation).map(last -> again(last, conversation))));
  }

  /** A turn that is still waiting needs no second one. */
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
