package dev.recado.spine.outbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the state of messages from PostgreSQL. */
final class MessageTable implements Messages {

  private static final TypeReference<List<Map<String, Object>>> CHOICES = new TypeReference<>() {};

  /** Later the customer means something else. */
  private static final Duration OFFERED_FOR = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  MessageTable(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
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
             where event_id = ? and kind like 'whatsapp-%'
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

  @Override
  public boolean sentAs(String providerId) {
    return jdbc.sql("select exists (select 1 from outbox where provider_id = ?)")
        .param(providerId)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<Offer> offered(String conversation, String channel, Instant at) {
    return jdbc.sql(
            """
            select kind, payload from outbox
             where conversation = ? and connector = ? and kind like 'whatsapp-%'
               and state in ('SENDING', 'SENT', 'DELIVERED', 'READ', 'UNKNOWN')
               and coalesce(sent_at, created_at) > ?
               -- Clocks differ: the answer to an offer is never older than the offer.
               and (kind in ('whatsapp-buttons', 'whatsapp-list') or coalesce(sent_at, created_at) <= ?)
             order by seq desc limit 1
            """)
        .params(
            conversation,
            channel,
            Timestamp.from(clock.instant().minus(OFFERED_FOR)),
            Timestamp.from(at))
        .query((row, n) -> offer(row.getString("kind"), row.getString("payload")))
        .optional()
        .filter(offer -> !offer.choices().isEmpty());
  }

  private Offer offer(String kind, String payload) {
    if (!kind.equals("whatsapp-buttons") && !kind.equals("whatsapp-list")) {
      return new Offer(List.of());
    }
    try {
      return new Offer(json.readValue(json.readTree(payload).path("choices").traverse(), CHOICES));
    } catch (IOException e) {
      throw new IllegalStateException("A payload that was not written by a hub", e);
    }
  }
}
