package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.outbox.Contacts;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Introductions in PostgreSQL: the conversation is there before its first message. */
final class IntroductionTable implements Introductions {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  IntroductionTable(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** When he last wrote stays as it is: he has not written. */
  @Override
  public void introduce(String phone, @Nullable String name, Map<String, String> facts) {
    jdbc.sql(
            """
            insert into conversation (key, channel, phone, name, facts, started_at, last_message_at)
            values (:key, 'whatsapp', :phone, :name, :facts, :now, :now)
                on conflict (key) do update
               set phone = coalesce(conversation.phone, excluded.phone),
                   name = coalesce(conversation.name, excluded.name),
                   facts = (conversation.facts::jsonb || excluded.facts::jsonb)::text
            """)
        .param("key", Contacts.conversation(phone))
        .param("phone", phone)
        .param("name", name)
        .param("facts", write(facts))
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private String write(Map<String, String> facts) {
    try {
      return json.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }
}
