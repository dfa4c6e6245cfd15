package dev.recado.spine.outbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decisions of people about waiting messages. Each decision is stored with the user, the time and
 * the reason.
 */
public final class MessageDecisions {

  private final JdbcClient jdbc;
  private final OutboxTable table;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MessageDecisions(
      JdbcClient jdbc, OutboxTable table, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.table = table;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The person who decides, and the reason.
   *
   * @param who the user of the token
   * @param why in Portuguese, or null
   */
  public record By(String who, @Nullable String why) {}

  /**
   * Releases a message that the gate holds, in quiet hours and during a hand-over too. A person who
   * has opted out or is the wrong person still gets nothing.
   *
   * @param id the message
   * @param by the person who decides
   * @return false if there is no such held message
   */
  public boolean release(UUID id, By by) {
    return decided(
        id,
        "RELEASED",
        "update outbox set state = 'QUEUED', due_at = :now, later = false, released = true,"
            + " reason = :reason where id = :id and state = 'HELD'",
        "RELEASED: liberada por " + by.who(),
        by);
  }

  /**
   * Cancels a message for ever.
   *
   * @param id the message
   * @param by the person who decides
   * @return false if there is no such message, or it does not wait: it is being sent, was sent or
   *     was given up
   */
  public boolean cancel(UUID id, By by) {
    return decided(
        id,
        "CANCELLED",
        "update outbox set state = 'CANCELLED', reason = :reason"
            + " where id = :id and state in ('QUEUED', 'RETRY', 'HELD')",
        "CANCELLED: cancelada por " + by.who(),
        by);
  }

  private boolean decided(UUID id, String what, String change, String reason, By by) {
    Timestamp now = Timestamp.from(clock.instant());
    boolean done =
        Boolean.TRUE.equals(
            transaction.execute(
                status ->
                    jdbc.sql(change)
                                .param("id", id)
                                .param("now", now)
                                .param("reason", reason)
                                .update()
                            > 0
                        && written(id, what, now, by)));
    // A cancelled message no longer blocks the others of its conversation.
    table.wake(Set.of());
    return done;
  }

  private boolean written(UUID id, String what, Timestamp now, By by) {
    jdbc.sql("insert into outbox_decision (outbox_id, at, what, who, why) values (?, ?, ?, ?, ?)")
        .params(id, now, what, by.who(), by.why())
        .update();
    return true;
  }
}
