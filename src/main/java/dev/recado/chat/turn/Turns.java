package dev.recado.chat.turn;

import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.conversation.CustomerMessages.Unanswered;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.Timers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Sets the turns in which the hub answers: a burst of messages makes one, due once it is over.
 *
 * <p>A turn is an event like any other, so it waits, fails, is retried and replayed like one.
 */
public final class Turns {

  static final String SOURCE = "conversation";
  static final String TYPE = EventTypes.CONVERSATION_TURN;

  /** Whoever writes without a pause is answered all the same. */
  private static final int LONGEST = 5;

  private static final Duration AT_LEAST = Duration.ofSeconds(10);

  private final CustomerMessages messages;
  private final Timers timers;
  private final Clock clock;

  public Turns(CustomerMessages messages, Timers timers, Clock clock) {
    this.messages = messages;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * Sees to it that a stored message is answered; one that has its turn keeps it, whichever way it
   * came by first.
   */
  public void schedule(UUID message, Duration after) {
    // Now, and not when the batch began: behind many other messages that may be a while ago.
    Instant now = clock.instant();
    messages
        .unanswered(message)
        .ifPresent(
            kept -> messages.answeredBy(kept.id(), open(kept, now.plus(after), limit(after), now)));
  }

  /** Not that of its messages: a turn that waits keeps none of them from being stored. */
  static String subject(String conversation) {
    return "turn:" + conversation;
  }

  private static Duration limit(Duration after) {
    Duration longest = after.multipliedBy(LONGEST);
    return longest.compareTo(AT_LEAST) < 0 ? AT_LEAST : longest;
  }

  private UUID open(Unanswered message, Instant due, Duration limit, Instant now) {
    String subject = subject(message.conversation());
    return timers
        .putOff(TYPE, subject, due, limit)
        .orElseGet(
            () -> {
              InboundRecord turn =
                  InboundRecord.of(
                      SOURCE,
                      new Identity("turn:" + message.id(), subject),
                      now,
                      "text/plain",
                      message.conversation().getBytes(StandardCharsets.UTF_8));
              timers.set(turn, TYPE, due);
              return turn.id();
            });
  }
}
