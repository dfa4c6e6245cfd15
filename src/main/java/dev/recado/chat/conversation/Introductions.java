package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.outbox.Contacts;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores facts about a customer before the customer's first message.
 *
 * <p>The conversation exists before that message.
 */
public final class Introductions {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Introductions(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Stores known facts, so that no dialogue asks for them again; in the caller's transaction or one
   * of its own.
   *
   * <p>The time of the customer's last message does not change: the customer has not written.
   *
   * @param phone international digits
   * @param name the customer's name, or null; the customer's own name on WhatsApp wins over it
   * @param facts facts by the names that flows use, such as {@code areaDeInteresse}; they replace
   *     earlier ones of these names
   */
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
