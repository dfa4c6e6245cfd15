package dev.recado.spine.outbox;

import static dev.recado.spine.outbox.OutboxTable.timestamp;

import dev.recado.ground.phone.Phones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the people on the other side may be written to; the gate reads it at each send. */
public final class Contacts {

  private final JdbcClient jdbc;
  private final Clock clock;

  Contacts(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What holds for one person, under both forms of a Brazilian number.
   *
   * @param optedOutAt since when nothing is sent at all, or null
   * @param optOutReason why, or null
   * @param handedOverAt since when a person answers instead of the hub, or null
   * @param handedOverTo who, or null
   * @param returnsAt when the hub answers again if nobody says more, or null
   */
  public record Standing(
      @Nullable Instant optedOutAt,
      @Nullable String optOutReason,
      @Nullable Instant handedOverAt,
      @Nullable String handedOverTo,
      @Nullable Instant returnsAt) {

    /** Nobody has said anything about this person. */
    public static final Standing NONE = new Standing(null, null, null, null, null);
  }

  /**
   * By which words, and where, somebody refused or allowed our messages.
   *
   * @param channel for example {@code whatsapp}, or null
   * @param words as they were written, or null
   * @param eventId the event that brought them, or null
   */
  public record Consent(@Nullable String channel, @Nullable String words, @Nullable UUID eventId) {}

  /**
   * Looks a person up.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return {@link Standing#NONE} for a stranger
   */
  public Standing of(String address) {
    return jdbc.sql(
            """
            select opted_out_at, opt_out_reason, handed_over_at, handed_over_to, returns_at
              from contact where conversation = ?
            """)
        .param(Contacts.conversation(address))
        .query((row, n) -> standing(row))
        .optional()
        .orElse(Standing.NONE);
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        instant(row.getTimestamp("opted_out_at")),
        row.getString("opt_out_reason"),
        instant(row.getTimestamp("handed_over_at")),
        row.getString("handed_over_to"),
        instant(row.getTimestamp("returns_at")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  /**
   * Sends this person nothing from now on; what waits is cancelled when its turn comes.
   *
   * <p>The first time counts: saying it again does not make the opt-out younger.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param reason why, or null
   * @param consent how it was said; kept as proof
   */
  public void optOut(String address, @Nullable String reason, Consent consent) {
    keep("OPT_OUT", address, consent);
    jdbc.sql(
            """
            insert into contact (conversation, address, opted_out_at, opt_out_reason)
            values (:conversation, :address, :now, :reason)
                on conflict (conversation) do update
               set opted_out_at = coalesce(contact.opted_out_at, excluded.opted_out_at),
                   opt_out_reason = coalesce(excluded.opt_out_reason, contact.opt_out_reason)
            """)
        .param("conversation", Contacts.conversation(address))
        .param("address", address)
        .param("now", timestamp(clock.instant()))
        .param("reason", reason)
        .update();
  }

  /**
   * Lets this person be written to again; what was cancelled stays cancelled.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param consent how it was said; kept as proof
   */
  public void optIn(String address, Consent consent) {
    keep("OPT_IN", address, consent);
    jdbc.sql(
            """
            update contact set opted_out_at = null, opt_out_reason = null where conversation = ?
            """)
        .param(Contacts.conversation(address))
        .update();
  }

  /**
   * Keeps messages about the clients that this number was written to for away from it, for ever.
   *
   * <p>Where the number was written to for nobody in particular, nothing unasked goes there.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param consent how it was said; kept as proof
   */
  public void wrongPerson(String address, Consent consent) {
    keep("WRONG_PERSON", address, consent);
    jdbc.sql(
            """
            with about as (
              select distinct client from outbox
               where conversation = :conversation and client is not null)
            insert into wrong_number (conversation, client, at)
            select :conversation, client, :now::timestamptz from about
            union all
            select :conversation, '*', :now::timestamptz where not exists (select 1 from about)
            on conflict do nothing
            """)
        .param("conversation", Contacts.conversation(address))
        .param("now", timestamp(clock.instant()))
        .update();
  }

  private void keep(String what, String address, Consent consent) {
    jdbc.sql(
            """
            insert into consent (conversation, at, what, channel, words, event_id)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            Contacts.conversation(address),
            timestamp(clock.instant()),
            what,
            consent.channel(),
            consent.words(),
            consent.eventId())
        .update();
  }

  /**
   * Silences the hub's answers to this person; notices wait until the conversation is given back.
   *
   * <p>The old row is read under its lock: of two who take it at once, one was first.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param to who answers now, or null
   * @param returnsAt when the hub answers again if nobody says more, or null for never
   * @return whether the hub had the conversation before
   */
  public boolean handOver(String address, @Nullable String to, @Nullable Instant returnsAt) {
    String conversation = Contacts.conversation(address);
    jdbc.sql("insert into contact (conversation, address) values (?, ?) on conflict do nothing")
        .params(conversation, address)
        .update();
    return jdbc.sql(
            """
            with old as (
              select handed_over_at from contact where conversation = :conversation for update)
            update contact
               set handed_over_at = coalesce(contact.handed_over_at, :now),
                   handed_over_to = coalesce(:to, contact.handed_over_to),
                   returns_at = greatest(contact.returns_at, :returnsAt)
              from old where conversation = :conversation
            returning old.handed_over_at is null
            """)
        .param("conversation", conversation)
        .param("now", timestamp(clock.instant()))
        .param("to", to)
        .param("returnsAt", returnsAt == null ? null : timestamp(returnsAt))
        .query(Boolean.class)
        .single();
  }

  /**
   * Gives the conversation back to the hub; what waited for that is due at once.
   *
   * <p>One statement: a crash in between would leave messages held for nobody.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return whether a person had it before
   */
  public boolean handBack(String address) {
    return jdbc.sql(
            """
            with back as (
              update contact
                 set handed_over_at = null, handed_over_to = null, returns_at = null
               where conversation = :conversation and handed_over_at is not null
              returning 1),
            due as (
              update outbox set due_at = :now, later = false
               where conversation = :conversation and state = 'HELD' and reason = :reason)
            select exists (select 1 from back)
            """)
        .param("conversation", Contacts.conversation(address))
        .param("now", timestamp(clock.instant()))
        .param("reason", Gate.HANDED_OVER)
        .query(Boolean.class)
        .single();
  }

  /**
   * Lists the people whom a person answers.
   *
   * @param conversation the one by its key, or empty for all
   * @return their addresses
   */
  public List<String> handedOver(Optional<String> conversation) {
    return jdbc.sql(
            """
            select address from contact
             where handed_over_at is not null
               and (:conversation::text is null or conversation = :conversation)
            """)
        .param("conversation", conversation.orElse(null))
        .query(String.class)
        .list();
  }

  /**
   * Lists conversations whose time with a person is over.
   *
   * @param now the time
   * @param limit how many at most
   * @return their addresses
   */
  public List<String> toReturn(Instant now, int limit) {
    return jdbc.sql("select address from contact where returns_at <= ? order by returns_at limit ?")
        .params(timestamp(now), limit)
        .query(String.class)
        .list();
  }

  /**
   * Two conversations turned out to be with one person: what was refused under one key is refused
   * under the other, and what waits goes out in the order of the other.
   *
   * @param from the key that is no more
   * @param to the key that holds from now on
   * @param phone the person's phone in digits, or null where it is not known
   */
  public void merge(String from, String to, @Nullable String phone) {
    new MergedContacts(jdbc).merge(from, to, phone);
  }

  /**
   * The customer wrote from a chat and is reached there; WhatsApp need not be asked.
   *
   * @param conversation its key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param chatId as the provider has it
   * @param at when
   */
  public void reachedAt(String conversation, String address, String chatId, Instant at) {
    jdbc.sql(
            """
            insert into contact (conversation, address, chat_id, checked_at) values (?, ?, ?, ?)
                on conflict (conversation) do update
               set chat_id = excluded.chat_id, checked_at = excluded.checked_at
             where contact.chat_id is distinct from excluded.chat_id
            """)
        .params(conversation, address, chatId, Timestamp.from(at))
        .update();
  }

  /**
   * Names the conversation with somebody on WhatsApp; messages of one conversation go in order.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return the same for both forms of a Brazilian number
   */
  public static String conversation(String address) {
    return "whatsapp:" + Phones.matchKey(address);
  }
}
