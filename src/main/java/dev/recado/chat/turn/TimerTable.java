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
 * What is to happen later in a conversation, unless something else happens before.
 *
 * <p>Each is an event that waits; here stands what takes it back, and why it was taken back.
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
   * Something to happen later.
   *
   * @param conversation its key
   * @param address how the contact is reached
   * @param name of its kind there is one at a time in a conversation: a new one replaces the old
   * @param flow the flow that is to run
   * @param unless what takes it back
   * @param facts what the flow is told besides
   * @param due when
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

  /** Something happened that some timers of a conversation were not to outlive. */
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

  /** Whoever is at work on one already finds out by itself whether it still holds. */
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

  /** Why an event was taken back after somebody had begun to work on it; null where it holds. */
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
