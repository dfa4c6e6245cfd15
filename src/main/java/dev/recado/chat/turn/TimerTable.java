package dev.recado.chat.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.ConversationListener;
import dev.recado.chat.conversation.MergeListener;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.Timers;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Timers of a conversation: a flow starts later, unless something else happens before.
 *
 * <p>Each timer is a waiting event. This table stores what ends a timer, and why it was ended.
 */
public final class TimerTable implements ConversationListener, MergeListener {

  static final String SOURCE = "timer";
  public static final String CUSTOMER_WRITES = "customer-writes";
  public static final String HANDED_OVER = "handed-over";
  static final String FORGOTTEN = "forgotten";
  static final Set<String> CONDITIONS = Set.of(CUSTOMER_WRITES, HANDED_OVER, FORGOTTEN);

  private final JdbcClient jdbc;
  private final Timers timers;
  private final OwnRecords records;
  private final Clock clock;

  public TimerTable(JdbcClient jdbc, Timers timers, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.timers = timers;
    this.records = new OwnRecords(SOURCE, json);
    this.clock = clock;
  }

  /**
   * A timer to set.
   *
   * @param conversation the conversation's key
   * @param address the contact's address
   * @param name the timer's name; a new timer replaces the conversation's earlier one of this name
   * @param flow the flow to start
   * @param unless the conditions that end the timer
   * @param facts further facts for the flow
   * @param due the due time
   */
  public record Wish(
      String conversation,
      String address,
      String name,
      String flow,
      List<String> unless,
      Map<String, Object> facts,
      Instant due) {}

  public void set(Wish wish, UUID event) {
    take(wish.conversation(), wish.name(), "Substituído por um novo");
    InboundRecord record =
        records.write(
            new Identity(wish.name() + " " + event, subject(wish.conversation(), wish.name())),
            wish,
            clock.instant());
    if (timers.set(record, EventTypes.CONVERSATION_TIMER, wish.due())) {
      jdbc.sql(
              """
              insert into conversation_timer (event_id, conversation, name, unless, set_at, due_at)
              values (?, ?, ?, ?::text[], ?, ?)
              """)
          .params(
              record.id(),
              wish.conversation(),
              wish.name(),
              wish.unless().toArray(String[]::new),
              Timestamp.from(clock.instant()),
              Timestamp.from(wish.due()))
          .update();
    }
  }

  /** Ends the timers of a conversation that have this condition. */
  public void end(String conversation, String condition, String reason) {
    List<String> names =
        jdbc.sql(
                """
                select t.name from conversation_timer t join event_read e on e.id = t.event_id
                 where t.conversation = ? and t.ended_at is null and ? = any (t.unless)
                   and e.state in ('WAITING', 'RETRY')
                """)
            .params(conversation, condition)
            .query(String.class)
            .list();
    names.forEach(name -> take(conversation, name, reason));
  }

  /** A flow that is already running checks by itself whether its timer still holds. */
  private void take(String conversation, String name, String reason) {
    timers.cancel(EventTypes.CONVERSATION_TIMER, subject(conversation, name), reason);
    jdbc.sql(
            """
            update conversation_timer t set ended_at = ?, reason = ?
              from event_read e
             where t.conversation = ? and t.name = ? and t.ended_at is null and e.id = t.event_id
               and e.state in ('WAITING', 'RETRY', 'DROPPED')
            """)
        .params(Timestamp.from(clock.instant()), reason, conversation, name)
        .update();
  }

  /** Why a timer was ended after its flow had started; null if the timer holds. */
  public @Nullable String whyNot(UUID event) {
    return jdbc.sql(
            "select reason from conversation_timer where event_id = ? and reason is not null")
        .param(event)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  private static String subject(String conversation, String name) {
    return "timer:" + conversation + ":" + name;
  }

  @Override
  public void customerWrote(String conversation) {
    end(conversation, CUSTOMER_WRITES, "O cliente escreveu");
  }

  @Override
  public void merged(String from, String to) {
    jdbc.sql("update conversation_timer set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
  }
}
