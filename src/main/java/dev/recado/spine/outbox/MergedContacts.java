package dev.recado.spine.outbox;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Merges two contacts that turned out to be the same person. */
final class MergedContacts {

  private final JdbcClient jdbc;

  MergedContacts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void merge(String from, String to, @Nullable String phone) {
    move("update outbox set conversation = ? where conversation = ?", from, to);
    standing(from, to, phone);
    new ContactChannels(jdbc).merge(from, to);
    move("update consent set conversation = ? where conversation = ?", from, to);
    jdbc.sql(
            """
            insert into wrong_number (conversation, client, at)
            select :to, client, at from wrong_number where conversation = :from
            on conflict do nothing
            """)
        .param("from", from)
        .param("to", to)
        .update();
  }

  private void move(String sql, String from, String to) {
    jdbc.sql(sql).params(to, from).update();
  }

  private void standing(String from, String to, @Nullable String phone) {
    jdbc.sql(
            """
            insert into contact (conversation, address, opted_out_at, opt_out_reason, handed_over_at,
                                 handed_over_to, returns_at)
            select :to, coalesce(:phone, address),
                   opted_out_at, opt_out_reason, handed_over_at, handed_over_to, returns_at
              from contact where conversation = :from
                on conflict (conversation) do update
               set opted_out_at = coalesce(contact.opted_out_at, excluded.opted_out_at),
                   opt_out_reason = coalesce(contact.opt_out_reason, excluded.opt_out_reason),
                   handed_over_at = coalesce(contact.handed_over_at, excluded.handed_over_at),
                   handed_over_to = coalesce(contact.handed_over_to, excluded.handed_over_to),
                   returns_at = coalesce(contact.returns_at, excluded.returns_at)
            """)
        .param("from", from)
        .param("to", to)
        .param("phone", phone, java.sql.Types.VARCHAR)
        .update();
  }
}
