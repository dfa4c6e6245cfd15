package dev.recado.outbox;

import static dev.recado.outbox.OutboxTable.timestamp;

import dev.recado.phone.Phones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contacts in PostgreSQL. */
final class ContactTable implements Contacts {

  private final JdbcClient jdbc;
  private final Clock clock;

  ContactTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private static String conversation(String digits) {
    return "whatsapp:" + Phones.matchKey(digits);
  }

  @Override
  public Standing of(String digits) {
    return jdbc.sql(
            """
            select opted_out_at, opt_out_reason, handed_over_at, handed_over_to
              from contact where conversation = ?
            """)
        .param(conversation(digits))
        .query((row, n) -> standing(row))
        .optional()
        .orElse(Standing.NONE);
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        instant(row.getTimestamp("opted_out_at")),
        row.getString("opt_out_reason"),
        instant(row.getTimestamp("handed_over_at")),
        row.getString("handed_over_to"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  /** The first time counts: saying it again does not make the opt-out younger. */
  @Override
  public void optOut(String digits, @Nullable String reason) {
    jdbc.sql(
            """
            insert into contact (conversation, address, opted_out_at, opt_out_reason)
            values (:conversation, :address, :now, :reason)
                on conflict (conversation) do update
               set opted_out_at = coalesce(contact.opted_out_at, excluded.opted_out_at),
                   opt_out_reason = coalesce(excluded.opt_out_reason, contact.opt_out_reason)
            """)
        .param("conversation", conversation(digits))
        .param("address", digits)
        .param("now", timestamp(clock.instant()))
        .param("reason", reason)
        .update();
  }

  @Override
  public void optIn(String digits) {
    jdbc.sql(
            """
            update contact set opted_out_at = null, opt_out_reason = null where conversation = ?
            """)
        .param(conversation(digits))
        .update();
  }

  @Override
  public void handOver(String digits, @Nullable String to) {
    jdbc.sql(
            """
            insert into contact (conversation, address, handed_over_at, handed_over_to)
            values (:conversation, :address, :now, :to)
                on conflict (conversation) do update
               set handed_over_at = coalesce(contact.handed_over_at, excluded.handed_over_at),
                   handed_over_to = coalesce(excluded.handed_over_to, contact.handed_over_to)
            """)
        .param("conversation", conversation(digits))
        .param("address", digits)
        .param("now", timestamp(clock.instant()))
        .param("to", to)
        .update();
  }

  /** One statement: a crash in between would leave messages held for nobody. */
  @Override
  public void handBack(String digits) {
    jdbc.sql(
            """
            with back as (
              update contact set handed_over_at = null, handed_over_to = null
               where conversation = :conversation)
            update outbox set due_at = :now, later = false
             where conversation = :conversation and state = 'HELD' and reason = :reason
            """)
        .param("conversation", conversation(digits))
        .param("now", timestamp(clock.instant()))
        .param("reason", Gate.HANDED_OVER)
        .update();
  }
}
