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
 * What the hub hears of somebody before he writes himself.
 *
 * <p>The conversation is there before its first message.
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
   * Keeps what is known, so that no dialogue asks for it again; in the caller's transaction or one
   * of its own.
   *
   * <p>When he last wrote stays as it is: he has not written.
   *
   * @param phone international digits
   * @param name how he is called, or null; how he calls himself on WhatsApp goes before it
   * @param facts by the names that flows use, such as {@code areaDeInteresse}; they replace what
   *     was kept under these names
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
