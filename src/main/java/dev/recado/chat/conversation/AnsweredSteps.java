package dev.recado.chat.conversation;

import dev.recado.spine.intake.JourneyPart;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For the journeys of messages and turns: the turns that answer a message, or the messages that a
 * turn answers.
 */
final class AnsweredSteps implements JourneyPart {

  private final JdbcClient jdbc;

  AnsweredSteps(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Happened> of(UUID event) {
    return jdbc.sql(
            """
            select t.received_at as at, 'turn' as step, 'answered by the event ' || t.id as detail
              from chat_message m join event_read t on t.id = m.turn_id
             where m.id = :id or m.twin_id = :id
            union all
            select m.received_at, 'message', 'answers the event ' || m.id
              from chat_message m where m.turn_id = :id
             order by at
            """)
        .param("id", event)
        .query(
            (row, n) ->
                new Happened(
                    row.getTimestamp("at").toInstant(),
                    row.getString("step"),
                    row.getString("detail")))
        .list();
  }
}
