package dev.recado.api.health;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts events, messages and conversations. */
@Component
final class StatsQueries {

  private final JdbcClient jdbc;

  StatsQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The events since a moment, by state. */
  Map<String, Long> events(Instant since) {
    return counted(
        "select state, count(*) from event_read where received_at >= ? group by 1", since);
  }

  /** The messages to customers that were decided since a moment, by state. */
  Map<String, Long> messages(Instant since) {
    return counted(
        """
        select state, count(*) from outbox_read
         where kind like 'whatsapp-%' and created_at >= ? group by 1
        """,
        since);
  }

  /**
   * Conversations: all, those in which the customer wrote since a moment, and those that a person
   * answers.
   */
  Map<String, Long> conversations(Instant since) {
    return counted(
        """
        select what, count(*) from (
          select 'total' as what from conversation_read
          union all
          select 'ativas' from conversation_read where last_message_at >= ?
          union all
          select 'com_pessoa' from contact_read where handed_over_at is not null) as counted
         group by 1
        """,
        since);
  }

  private Map<String, Long> counted(String sql, Instant since) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.sql(sql + " order by 1")
        .param(Timestamp.from(since))
        .query(
            row -> {
              counts.put(row.getString(1), row.getLong(2));
            });
    return counts;
  }
}
