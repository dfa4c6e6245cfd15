package dev.recado.sales.proactive;

import dev.recado.chat.conversation.MergeListener;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the conversations that the hub began, and their ends. */
final class ProactiveRows implements MergeListener {

  private final JdbcClient jdbc;
  private final Clock clock;

  ProactiveRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Lets one transaction at a time begin conversations, until it ends. */
  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('opening', 0))").query().listOfRows();
  }

  void insert(
      UUID id,
      String conversation,
      ProactiveConversations.Request request,
      @Nullable String area,
      @Nullable Long seller,
      @Nullable String reason) {
    jdbc.sql(
            """
            insert into opening (id, conversation, phone, name, email, area, trigger, message,
                                 origin, lead, contact, seller, reason, started_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            id,
            conversation,
            request.phone(),
            request.name(),
            request.email(),
            area,
            request.trigger(),
            request.message(),
            request.origin(),
            request.lead(),
            request.contact(),
            seller,
            reason,
            now())
        .update();
  }

  void repeat(UUID opening, ProactiveConversations.Request request) {
    jdbc.sql(
            """
            insert into opening_repeat (opening_id, at, trigger, origin, lead)
            values (?, ?, ?, ?, ?)
            """)
        .params(opening, now(), request.trigger(), request.origin(), request.lead())
        .update();
  }

  int end(Optional<String> conversation, String reason) {
    return jdbc.sql(
            """
            update opening set ended_at = :now, end_reason = :reason
             where ended_at is null
               and (:conversation::text is null or conversation = :conversation)
            """)
        .param("now", now())
        .param("reason", reason)
        .param("conversation", conversation.orElse(null))
        .update();
  }

  /** The lead may be newer than the conversation; then the link names it. */
  int endLead(String lead, String reason) {
    return jdbc.sql(
            """
            update opening o set ended_at = :now, end_reason = :reason
             where ended_at is null
               and (lead = :lead or lead is null and exists (
                      select 1 from crm_link_read l
                       where l.conversation = o.conversation and l.lead = :lead))
            """)
        .param("now", now())
        .param("reason", reason)
        .param("lead", lead)
        .update();
  }

  /** If both conversations run, the one of the remaining key continues. */
  @Override
  public void merged(String from, String to) {
    jdbc.sql(
            """
            update opening set ended_at = :now, end_reason = 'Duas conversas com a mesma pessoa'
             where conversation = :from and ended_at is null
               and exists (select 1 from opening where conversation = :to and ended_at is null)
            """)
        .param("now", now())
        .param("from", from)
        .param("to", to)
        .update();
    jdbc.sql("update opening set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
