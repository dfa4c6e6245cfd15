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
 * Sets the turns in which the hub answers. A burst of messages makes one turn, due at the end of
 * the burst.
 *
 * <p>A turn is an event like any other: it waits, fails, and can be retried and replayed.
 */
public final class Turns {

  static final String SOURCE = "conversation";
  static final String TYPE = EventTypes.CONVERSATION_TURN;

  /** A customer who writes without a pause is answered too. */
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
   * Sets a turn for a stored message. A message that has a turn keeps it, whichever way it came by
   * first.
   */
  public void schedule(UUID message, Duration after) {
    // The current time, not that of the batch: a batch of many messages may have begun a while ago.
    Instant now = clock.instant();
    messages
        .unanswered(message)
        .ifPresent(
            kept -> messages.answeredBy(kept.id(), open(kept, now.plus(after), limit(after), now)));
  }

  /** Not the subject of the messages. So a waiting turn delays no message of the conversation. */
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
