package dev.recado.spine.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the state of messages from PostgreSQL. */
final class MessageTable implements Messages {

  private final JdbcClient jdbc;

  MessageTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, Standing> of(Collection<UUID> ids) {
    Map<UUID, Standing> found = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql("select id, state, reason, created_at from outbox where id in (:ids)")
          .param("ids", ids)
          .query(
              row -> {
                found.put(row.getObject("id", UUID.class), standing(row));
              });
    }
    return found;
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        MessageState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getTimestamp("created_at").toInstant());
  }

  @Override
  public Optional<Said> firstOf(UUID event) {
    return jdbc.sql(
            """
            select kind, payload::jsonb ->> 'text' as text from outbox
             where event_id = ? and kind in ('whatsapp-text', 'whatsapp-template')
             order by seq limit 1
            """)
        .param(event)
        .query((row, n) -> new Said(row.getString("kind"), row.getString("text")))
        .optional();
  }

  @Override
  public boolean wanted(String kind, String conversation, Instant since) {
    return jdbc.sql(
            """
            select exists (select 1 from outbox
                            where kind = ? and conversation = ?
                              and state <> 'CANCELLED' and created_at > ?)
            """)
        .params(kind, conversation, Timestamp.from(since))
        .query(Boolean.class)
        .single();
  }
}
