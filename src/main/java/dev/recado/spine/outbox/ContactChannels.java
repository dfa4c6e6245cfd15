package dev.recado.spine.outbox;

import static dev.recado.spine.outbox.OutboxTable.timestamp;

import dev.recado.spine.outbox.Contacts.Wrote;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where each channel reaches a contact, and when the contact last wrote by it. */
final class ContactChannels {

  private final JdbcClient jdbc;

  ContactChannels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void wrote(Wrote wrote, Instant now) {
    jdbc.sql("insert into contact (conversation, address) values (?, ?) on conflict do nothing")
        .params(wrote.conversation(), wrote.address())
        .update();
    // A message of the future, by a wrong clock at the provider, must not keep the window open.
    Instant at = wrote.at().isAfter(now) ? now : wrote.at();
    jdbc.sql(
            """
            insert into contact_channel as c
                   (conversation, channel, chat_id, checked_at, wrote_at, wrote_id)
            values (:conversation, :channel, :chat, :now, :at, :message)
                on conflict (conversation, channel) do update
               set chat_id = excluded.chat_id,
                   checked_at = case when c.chat_id is distinct from excluded.chat_id
                                     then excluded.checked_at else c.checked_at end,
                   wrote_at = greatest(c.wrote_at, excluded.wrote_at),
                   wrote_id = case when c.wrote_at > excluded.wrote_at then c.wrote_id
                                   else excluded.wrote_id end
            """)
        .param("conversation", wrote.conversation())
        .param("channel", wrote.channel())
        .param("chat", wrote.chatId())
        .param("now", timestamp(now))
        .param("at", timestamp(at))
        .param("message", wrote.messageId())
        .update();
    reopen(wrote, now);
  }

  private void reopen(Wrote wrote, Instant now) {
    jdbc.sql(
            """
            update outbox set due_at = ?, later = false
             where conversation = ? and connector = ? and state = 'HELD' and reason like 'WINDOW:%'
            """)
        .params(timestamp(now), wrote.conversation(), wrote.channel())
        .update();
  }

  /** A contact of one key turned out to be that of another; the newer facts count. */
  void merge(String from, String to) {
    jdbc.sql(
            """
            insert into contact_channel as c
                   (conversation, channel, chat_id, checked_at, wrote_at, wrote_id)
            select :to, channel, chat_id, checked_at, wrote_at, wrote_id
              from contact_channel where conversation = :from
                on conflict (conversation, channel) do update
               set wrote_at = greatest(c.wrote_at, excluded.wrote_at),
                   wrote_id = case when c.wrote_at > excluded.wrote_at then c.wrote_id
                                   else excluded.wrote_id end,
                   chat_id = coalesce(c.chat_id, excluded.chat_id)
            """)
        .param("to", to)
        .param("from", from)
        .update();
    jdbc.sql("delete from contact_channel where conversation = ?").param(from).update();
  }
}
