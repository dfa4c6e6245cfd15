package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The state of dialogues in PostgreSQL. */
final class DialogueTable implements Dialogues {

  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  DialogueTable(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public Optional<Dialogue> of(String conversation) {
    return jdbc.sql(
            """
            select c.phone, c.name, c.awaiting, c.facts, c.last_intent,
                   k.address, k.opted_out_at, k.handed_over_at
              from conversation c left join contact_read k on k.conversation = c.key
             where c.key = ?
            """)
        .param(conversation)
        .query((row, n) -> dialogue(row))
        .optional();
  }

  private Dialogue dialogue(ResultSet row) throws SQLException {
    return new Dialogue(
        row.getString("phone"),
        row.getString("address"),
        row.getString("name"),
        row.getString("awaiting"),
        facts(row.getString("facts")),
        row.getString("last_intent"),
        row.getTimestamp("opted_out_at") != null,
        row.getTimestamp("handed_over_at") != null);
  }

  private Map<String, Object> facts(String text) {
    try {
      return json.readValue(text, FACTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The facts of a conversation are no JSON object", e);
    }
  }

  @Override
  public void remember(String conversation, Map<String, Object> facts, @Nullable String awaiting) {
    jdbc.sql("update conversation set facts = ?, awaiting = ? where key = ?")
        .params(write(facts), awaiting, conversation)
        .update();
  }

  private String write(Map<String, Object> facts) {
    try {
      return json.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }
}
