package dev.recado.chat.conversation;

import dev.recado.spine.outbox.Contacts;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells which ids belong to which person. An id on a channel belongs to one conversation, and the
 * hub may learn its phone later.
 *
 * <p>Two phones are the same person's if area code and last eight digits are equal
 * (docs/contracts.md#brazilian-phone-numbers). The key of a conversation is made of these. The
 * digits of an {@code @lid} are no phone.
 */
public final class Identities {

  private static final Logger log = LoggerFactory.getLogger(Identities.class);

  /** WhatsApp's hidden identities and Meta's, see docs/contracts.md. */
  private static final Pattern HIDDEN = Pattern.compile("@lid$|:[A-Z]{2}\\.\\d+$");

  private final JdbcClient jdbc;
  private final Contacts contacts;
  private final Twins twins;
  private final List<MergeListener> listeners;

  Identities(JdbcClient jdbc, Contacts contacts, Twins twins, List<MergeListener> listeners) {
    this.jdbc = jdbc;
    this.contacts = contacts;
    this.twins = twins;
    this.listeners = listeners;
  }

  /**
   * Finds or makes the conversation of a message, and stores the message's data about its author.
   */
  String conversationOf(ChatMessage message) {
    Instant at = message.event().receivedAt();
    Optional<String> known = knownConversation(message.channel(), message.externalId());
    String key =
        message.phone() == null ? known.orElse(message.conversation()) : message.conversation();
    saveConversation(key, message, at);
    saveIdentity(message.channel(), message.externalId(), key, at);
    known
        .filter(formerKey -> !formerKey.equals(key) && phoneIsHidden(formerKey))
        .ifPresent(formerKey -> merge(formerKey, key, at));
    return key;
  }

  /** All possible keys of a conversation, above all the one of its phone. */
  Set<String> keys(String channel, String externalId, @Nullable String phone) {
    Set<String> keys = new LinkedHashSet<>();
    if (phone != null) {
      keys.add(Contacts.conversation(phone));
    }
    knownConversation(channel, externalId).ifPresent(keys::add);
    keys.add(Contacts.conversation(externalId));
    return keys;
  }

  /**
   * Only a conversation without a phone can turn out to be another one; a number may change its
   * owner.
   */
  private static boolean phoneIsHidden(String key) {
    return HIDDEN.matcher(key).find();
  }

  /** A hidden identity is the same person on every channel: WhatsApp gives one to each account. */
  private Optional<String> knownConversation(String channel, String externalId) {
    return jdbc.sql(
            """
            select conversation from identity
             where external_id = :id and (channel = :channel or external_id like '%@lid')
             order by channel = :channel desc limit 1
            """)
        .param("channel", channel)
        .param("id", externalId)
        .query(String.class)
        .optional();
  }

  private void saveConversation(String key, ChatMessage message, Instant at) {
    // A message of the team does not give the customer's own name.
    String name = message.fromCustomer() ? message.name() : null;
    saveConversation(key, message.via(), message.phone(), name, at);
  }

  private void saveConversation(
      String key, String channel, @Nullable String phone, @Nullable String name, Instant at) {
    jdbc.sql(
            """
            insert into conversation (key, channel, phone, name, started_at, last_message_at)
            values (:key, :channel, :phone, :name, :at, :at)
                on conflict (key) do update
               set phone = coalesce(conversation.phone, excluded.phone),
                   name = coalesce(excluded.name, conversation.name),
                   last_message_at = greatest(conversation.last_message_at, excluded.last_message_at)
            """)
        .param("key", key)
        .param("channel", channel)
        .param("phone", phone)
        .param("name", name)
        .param("at", Timestamp.from(at))
        .update();
  }

  private void saveIdentity(String channel, String externalId, String key, Instant at) {
    jdbc.sql(
            """
            insert into identity (channel, external_id, conversation, first_seen_at, last_seen_at)
            values (:channel, :id, :key, :at, :at)
                on conflict (channel, external_id) do update
               set conversation = excluded.conversation, last_seen_at = excluded.last_seen_at
            """)
        .param("channel", channel)
        .param("id", externalId)
        .param("key", key)
        .param("at", Timestamp.from(at))
        .update();
  }

  /** The phone of a hidden identity is known now. Both conversations become one. */
  String resolved(String channel, String externalId, String phone, String formerKey, Instant at) {
    String key = Contacts.conversation(phone);
    saveConversation(key, ChatMessage.WHATSAPP, phone, null, at);
    saveIdentity(channel, externalId, key, at);
    merge(formerKey, key, at);
    return key;
  }

  /** An opt-out under one key holds under the other. No message is lost. */
  private void merge(String from, String to, Instant at) {
    record(from, to, at);
    jdbc.sql("update identity set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
    twins.merge(from, to);
    jdbc.sql("update chat_message set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
    jdbc.sql(
            """
            update conversation c
               set name = coalesce(c.name, old.name), awaiting = coalesce(c.awaiting, old.awaiting),
                   facts = case c.facts when '{}' then old.facts else c.facts end,
                   started_at = least(c.started_at, old.started_at)
              from conversation old where c.key = ? and old.key = ?
            """)
        .params(to, from)
        .update();
    contacts.merge(from, to, phone(to));
    listeners.forEach(listener -> listener.merged(from, to));
    jdbc.sql("delete from conversation where key = ?").param(from).update();
    log.info("Merged two conversations that turned out to be with one person");
  }

  /** The id of a conversation whose phone is hidden is the identity itself. */
  private void record(String from, String to, Instant at) {
    jdbc.sql(
            """
            insert into identity_merge (channel, external_id, from_conversation, to_conversation, at)
            select channel, substring(key from position(':' in key) + 1), key, :to,
                   :at::timestamptz
              from conversation where key = :from
            """)
        .param("from", from)
        .param("to", to)
        .param("at", Timestamp.from(at))
        .update();
  }

  private @Nullable String phone(String key) {
    return jdbc.sql("select phone from conversation where key = ? and phone is not null")
        .param(key)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /**
   * Follows merges to the current key of a conversation.
   *
   * @param key a current or former key
   */
  public String now(String key) {
    return jdbc.sql(
            """
            with recursive path as (
              select :key::text as key, 0 as step
              union
              select m.to_conversation, path.step + 1
                from path join identity_merge m on m.from_conversation = path.key
               where path.step < 10)
            select key from path order by step desc limit 1
            """)
        .param("key", key)
        .query(String.class)
        .single();
  }

  /**
   * Gives the address of a conversation.
   *
   * @param conversation the conversation's key, see {@link
   *     dev.recado.spine.outbox.Contacts#conversation}
   * @return the phone's digits, or the chat id where the phone is hidden; empty without any message
   *     under this key
   */
  public Optional<String> address(String conversation) {
    return jdbc.sql(
            """
            select coalesce(c.phone, k.address, substring(c.key from position(':' in c.key) + 1))
              from (select :key::text as key) as asked
              left join conversation c on c.key = asked.key
              left join contact_read k on k.conversation = asked.key
             where c.key is not null or k.conversation is not null
            """)
        .param("key", conversation)
        .query(String.class)
        .optional();
  }
}
