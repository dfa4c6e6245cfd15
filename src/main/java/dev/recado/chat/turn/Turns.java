package dev.recado.chat.turn;

import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.Timers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  private final JdbcClient jdbc;
  private final Timers timers;
  private final Clock clock;

  public Turns(JdbcClient jdbc, Timers timers, Clock clock) {
    this.jdbc = jdbc;
    this.timers = timers;
    this.clock = clock;
  }

  /** A stored message that has no turn yet. */
  private record Unanswered(UUID id, String conversation) {}

  /**
   * Sees to it that a stored message is answered; one that has its turn keeps it, whichever way it
   * came by first.
   */
  public void schedule(UUID message, Duration after) {
    // Now, and not when the batch began: behind many other messages that may be a while ago.
    Instant now = clock.instant();
    unanswered(message)
        .ifPresent(
            kept -> {
              UUID turn = open(kept, now.plus(after), limit(after), now);
              jdbc.sql("update chat_message set turn_id = ? where id = ?")
                  .params(turn, kept.id())
                  .update();
            });
  }

  private Optional<Unanswered> unanswered(UUID message) {
    return jdbc.sql(
            """
            select id, conversation from chat_message
             where (id = ? or twin_id = ?) and turn_id is null and revoked_at is null
            """)
        .params(message, message)
        .query(
            (row, n) ->
                new Unanswered(row.getObject("id", UUID.class), row.getString("conversation")))
        .optional();
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
