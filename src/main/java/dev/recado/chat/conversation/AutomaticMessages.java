package dev.recado.chat.conversation;

import dev.recado.chat.conversation.ConversationSettings.Automatic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells automatic messages of the WhatsApp Business app (greeting, away message) from a person's
 * messages. WhatsApp marks both the same (docs/contracts.md#waha-messages).
 *
 * <p>The signs are speed and repetition: no person writes so quickly, or the same text so often and
 * so quickly. Messages of a person who wrote a while ago count as a person's, at any speed. The
 * webhook of a greeting may arrive before that of the customer's message. So the greeting is judged
 * again when that message arrives.
 */
final class AutomaticMessages {

  /** WhatsApp's timestamps are in whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  /** No person sends the same words so quickly in many conversations. */
  private static final Duration QUICK = Duration.ofSeconds(15);

  private static final Duration IN_THE_MIDDLE = Duration.ofMinutes(30);

  private static final Duration LATELY = Duration.ofDays(30);

  /** Everybody says "bom dia". */
  private static final int LEAST_LETTERS = 20;

  private final JdbcClient jdbc;
  private final Automatic settings;
  private final OwnCommands commands;

  AutomaticMessages(JdbcClient jdbc, Automatic settings, OwnCommands commands) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.commands = commands;
  }

  /**
   * A message of our side, with the data to judge it by.
   *
   * @param text the text, or null
   * @param at the time of writing, in whole seconds
   * @param place the place in the history; a message that is not stored yet comes last
   */
  private record SentText(String conversation, @Nullable String text, Instant at, long place) {}

  /**
   * A message that was wrongly stored as a person's.
   *
   * @param message the message's id
   * @param why the reason in Portuguese, for the record
   */
  record Mistaken(UUID message, String why) {}

  /**
   * Tells why no person wrote a message of our side.
   *
   * @param message the message, not stored yet
   * @return the reason in Portuguese, for the record; empty if a person wrote it
   */
  Optional<String> why(ChatMessage message, String conversation) {
    String text = message.text();
    if (text != null && settings.texts().stream().anyMatch(known -> Twins.same(known, text))) {
      return Optional.of("Texto automático conhecido (recado.conversation.automatic.texts)");
    }
    // The CRM's chat gives the author's name; the company's phone gives only the company's name.
    boolean named = !message.byWhatsApp() && message.name() != null;
    return named
        ? Optional.empty()
        : why(new SentText(conversation, text, message.sentAt(), Long.MAX_VALUE));
  }

  /**
   * Judges again the messages that arrived before the customer's message but were not written
   * before it. Marks those that no person wrote.
   *
   * @param words the customer's message, already stored
   * @return the messages that were wrongly stored as a person's, the first one first
   */
  List<Mistaken> overtaking(ChatMessage words, String conversation) {
    List<Mistaken> mistaken = new ArrayList<>();
    for (StoredMessage stored : suspects(words.sentAt(), conversation)) {
      why(stored.sent())
          .map(why -> new Mistaken(stored.id(), why))
          .ifPresent(
              one -> {
                correct(one);
                mistaken.add(one);
              });
    }
    return mistaken;
  }

  /** A message that is stored as a person's but may be the app's. */
  private record StoredMessage(UUID id, SentText sent) {}

  /**
   * Only messages that are not earlier than the customer's, by WhatsApp's own seconds: an earlier
   * one is a person's. So is one with a name from the CRM's chat.
   */
  private List<StoredMessage> suspects(Instant words, String conversation) {
    Duration longest = settings.within().compareTo(QUICK) > 0 ? settings.within() : QUICK;
    return jdbc
        .sql(
            """
            select id, text, sent_at, seq from chat_message
             where conversation = ? and author = 'PERSON' and via = 'whatsapp' and not late
               and sent_at between ? and ? and (twin_id is null or author_name is null)
             order by seq
            """)
        .params(conversation, Timestamp.from(words), Timestamp.from(words.plus(longest)))
        .query((row, n) -> stored(row, conversation))
        .list()
        .stream()
        .filter(stored -> !commands.isOne(stored.sent().text()))
        .toList();
  }

  private static StoredMessage stored(ResultSet row, String conversation) throws SQLException {
    return new StoredMessage(
        row.getObject("id", UUID.class),
        new SentText(
            conversation,
            row.getString("text"),
            row.getTimestamp("sent_at").toInstant(),
            row.getLong("seq")));
  }

  private void correct(Mistaken one) {
    jdbc.sql(
            "update chat_message set author = 'AUTOMATIC', author_name = null, note = ? where id = ?")
        .params(one.why(), one.message())
        .update();
  }

  private Optional<String> why(SentText sent) {
    if (personIsInConversation(sent)) {
      return Optional.empty();
    }
    if (follows(sent, settings.within(), true)) {
      return Optional.of(
          "Mensagem automática do aplicativo: veio até %d s depois do cliente, e ninguém digita tão rápido"
              .formatted(settings.within().toSeconds()));
    }
    if (settings.repeats() > 0
        && follows(sent, QUICK, false)
        && conversationsWithSameText(sent) >= settings.repeats()) {
      return Optional.of(
          "Mensagem automática do aplicativo: o mesmo texto já foi a %d outras conversas ou mais, sempre logo depois do cliente"
              .formatted(settings.repeats()));
    }
    return Optional.empty();
  }

  /** A person in the middle of a conversation may type at the same time as the customer. */
  private boolean personIsInConversation(SentText sent) {
    return jdbc.sql(
            """
            select exists (select 1 from chat_message
                            where conversation = ? and author = 'PERSON' and sent_at > ? and seq < ?)
            """)
        .params(sent.conversation(), Timestamp.from(sent.at().minus(IN_THE_MIDDLE)), sent.place())
        .query(Boolean.class)
        .single();
  }

  /**
   * Whether the message follows the customer's so soon that no person has written in between.
   *
   * @param first whether the hub must not have written in between either: an app's greeting
   *     precedes the hub's answer, while its other automatic messages may follow it
   */
  private boolean follows(SentText sent, Duration within, boolean first) {
    if (within.isZero()) {
      return false;
    }
    return jdbc.sql(
            """
            select exists (
              select 1 from chat_message c
               where c.conversation = :conversation and c.author = 'CUSTOMER'
                 and c.sent_at between :from and :to
                 and not exists (
                       select 1 from chat_message p
                        where p.conversation = :conversation and p.author = 'PERSON'
                          and p.seq > c.seq and p.seq < :place)
                 and not (:first and exists (
                       select 1 from outbox_read o
                        where o.conversation = :conversation and o.sent_at > c.received_at
                          and o.kind like 'whatsapp-%')))
            """)
        .param("conversation", sent.conversation())
        .param("from", Timestamp.from(sent.at().minus(within)))
        .param("to", Timestamp.from(sent.at().plus(ROUNDING)))
        .param("place", sent.place())
        .param("first", first)
        .query(Boolean.class)
        .single();
  }

  private int conversationsWithSameText(SentText sent) {
    String text = sent.text();
    return text == null || text.length() < LEAST_LETTERS
        ? 0
        : jdbc.sql(
                """
                select count(distinct m.conversation) from chat_message m
                 where md5(m.text) = md5(:text) and m.author <> 'CUSTOMER'
                   and m.conversation <> :conversation and m.sent_at > :since
                   and exists (select 1 from chat_message c
                                where c.conversation = m.conversation and c.author = 'CUSTOMER'
                                  and c.sent_at between m.sent_at - :quick * interval '1 second'
                                                    and m.sent_at + interval '1 second')
                """)
            .param("text", text)
            .param("conversation", sent.conversation())
            .param("since", Timestamp.from(sent.at().minus(LATELY)))
            .param("quick", QUICK.toSeconds())
            .query(Integer.class)
            .single();
  }
}
