package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers' messages in PostgreSQL. */
final class CustomerMessageTable implements CustomerMessages {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  CustomerMessageTable(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public boolean wroteSince(String conversation, Instant since) {
    return jdbc.sql(
            """
            select exists (select 1 from chat_message
                            where conversation = ? and author = 'CUSTOMER' and received_at > ?)
            """)
        .params(conversation, Timestamp.from(since))
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<Unanswered> unanswered(UUID message) {
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

  @Override
  public Optional<Last> last(String conversation) {
    return jdbc.sql(
            """
            select m.id, m.turn_id, coalesce(t.state in ('WAITING', 'RETRY'), false) as waiting
              from chat_message m left join event_read t on t.id = m.turn_id
             where m.conversation = ? and m.author = 'CUSTOMER' and m.revoked_at is null
             order by m.seq desc limit 1 for update of m
            """)
        .param(conversation)
        .query(
            (row, n) ->
                new Last(
                    row.getObject("id", UUID.class),
                    row.getObject("turn_id", UUID.class),
                    row.getBoolean("waiting")))
        .optional();
  }

  @Override
  public void answeredBy(UUID message, UUID turn) {
    jdbc.sql("update chat_message set turn_id = ? where id = ?").params(turn, message).update();
  }

  @Override
  public void leave(UUID turn, UUID other) {
    jdbc.sql("update chat_message set turn_id = ? where turn_id = ?").params(other, turn).update();
  }

  @Override
  public void understood(
      UUID turn, String intent, double confidence, String source, Map<String, Object> entities) {
    jdbc.sql(
            """
            update chat_message
               set intent = ?, confidence = ?, intent_source = ?, entities = ?
             where turn_id = ? and author = 'CUSTOMER'
            """)
        .params(intent, Math.round(confidence * 1000) / 1000.0, source, write(entities), turn)
        .update();
    jdbc.sql(
            """
            update conversation set last_intent = ?
             where key = (select conversation from chat_message where turn_id = ? limit 1)
            """)
        .params(intent, turn)
        .update();
  }

  @Override
  public void answered(UUID turn) {
    jdbc.sql(
            """
            update conversation set last_intent = null
             where key = (select conversation from chat_message where turn_id = ? limit 1)
            """)
        .param(turn)
        .update();
  }

  private String write(Map<String, Object> entities) {
    try {
      return json.writeValueAsString(entities);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Entities cannot be written as JSON", e);
    }
  }
}
