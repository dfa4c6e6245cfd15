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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows whether the hub may write to a person; the gate asks at each send. */
public final class Contacts {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Supplier<Stream<ContactListener>> listeners;

  Contacts(JdbcClient jdbc, Clock clock) {
    this(jdbc, clock, Stream::empty);
  }

  Contacts(JdbcClient jdbc, Clock clock, Supplier<Stream<ContactListener>> listeners) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.listeners = listeners;
  }

  /**
   * The state of one person, under both forms of a Brazilian number.
   *
   * @param optedOutAt when the person opted out, or null; since then nothing is sent
   * @param optOutReason why, or null
   * @param handedOverAt when a person of ours took over from the hub, or null
   * @param handedOverTo the person who took over, or null
   * @param returnsAt when the hub answers again if nobody writes until then, or null
   */
  public record Standing(
      @Nullable Instant optedOutAt,
      @Nullable String optOutReason,
      @Nullable Instant handedOverAt,
      @Nullable String handedOverTo,
      @Nullable Instant returnsAt) {

    /** Nothing is known about this person. */
    public static final Standing NONE = new Standing(null, null, null, null, null);
  }

  /**
   * The words with which a person refused or allowed our messages.
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
   * @return {@link Standing#NONE} for an unknown person
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
   * Stops all messages to this person; waiting messages are cancelled when their turn comes.
   *
   * <p>The first time counts: a repeated opt-out does not change its date.
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
    String conversation = Contacts.conversation(address);
    listeners.get().forEach(listener -> listener.optedOut(conversation, clock.instant()));
  }

  /**
   * Allows messages to this person again; cancelled messages stay cancelled.
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
   * Stops, for ever, messages to this number about the clients of earlier messages to it.
   *
   * <p>If earlier messages were about no client, the number gets only replies.
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
   * Stops the hub's answers to this person; notices wait until the conversation is given back.
   *
   * <p>The old row is read under its lock: if two people take over at once, exactly one is first.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param to the person who answers now, or null
   * @param returnsAt when the hub answers again if nobody writes until then, or null for never
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
   * Gives the conversation back to the hub; messages that waited for this are due at once.
   *
   * <p>It is one statement: after a crash between two, messages would stay held without a reason.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return whether a person had taken it over before
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
   * Lists the conversations that a person has taken over.
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
   * Lists conversations whose hand-over has expired.
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
   * Merges two conversations with the same person. An opt-out under one key also holds under the
   * other, and waiting messages go out in the order of the other.
   *
   * @param from the key that no longer holds
   * @param to the key that holds from now on
   * @param phone the person's phone in digits, or null where it is not known
   */
  public void merge(String from, String to, @Nullable String phone) {
    new MergedContacts(jdbc).merge(from, to, phone);
  }

  /**
   * Stores where and when a contact wrote, so that answers go there and the provider need not be
   * asked for the address. Messages that waited for the contact to write are due at once.
   *
   * @param wrote what is known
   */
  public void wrote(Wrote wrote) {
    new ContactChannels(jdbc).wrote(wrote, clock.instant());
    listeners.get().forEach(listener -> listener.wrote(wrote.conversation(), wrote.at()));
  }

  /**
   * A message of a contact.
   *
   * @param conversation its key
   * @param address the phone's digits, or the id of the contact where the phone is hidden
   * @param channel the channel by which it came
   * @param chatId how the provider addresses the contact
   * @param messageId its id at the provider, or null
   * @param at when it was written
   */
  public record Wrote(
      String conversation,
      String address,
      String channel,
      String chatId,
      @Nullable String messageId,
      Instant at) {}

  /**
   * Names the WhatsApp conversation with a person; messages of one conversation go in order.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return the same for both forms of a Brazilian number
   */
  public static String conversation(String address) {
    return "whatsapp:" + Phones.matchKey(address);
  }
}
