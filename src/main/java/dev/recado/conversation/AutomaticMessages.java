package dev.recado.conversation;

import dev.recado.conversation.ConversationSettings.Automatic;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells what the WhatsApp Business app writes by itself (greeting, away message) from what a person
 * types on it: WhatsApp marks both the same (contracts/01-waha.md, section 3).
 *
 * <p>What counts is that no person can be so quick, or says the same so often and so quickly. Where
 * a person has written a while ago, his words are his, however quick.
 */
final class AutomaticMessages {

  /** Timestamps of WhatsApp are whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  /** So quick, and in many conversations with the same words: nobody is. */
  private static final Duration QUICK = Duration.ofSeconds(15);

  private static final Duration IN_THE_MIDDLE = Duration.ofMinutes(30);

  private static final Duration LATELY = Duration.ofDays(30);

  /** Everybody says "bom dia". */
  private static final int LEAST_LETTERS = 20;

  private final JdbcClient jdbc;
  private final Automatic settings;

  AutomaticMessages(JdbcClient jdbc, Automatic settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * Says why a message of ours is no person's.
   *
   * @param message of ours, not stored yet
   * @return a sentence in Portuguese for the record; empty where a person wrote it
   */
  Optional<String> why(ChatMessage message, String conversation) {
    String text = message.text();
    if (text != null && settings.texts().stream().anyMatch(known -> Twins.same(known, text))) {
      return Optional.of("Texto automático conhecido (recado.conversation.automatic.texts)");
    }
    // The CRM's chat tells who of us wrote; the company's phone tells the company's name.
    boolean named = !message.channel().equals("whatsapp") && message.name() != null;
    if (named || aPersonIsThere(conversation, message.sentAt())) {
      return Optional.empty();
    }
    if (follows(message, conversation, settings.within())) {
      return Optional.of(
          "Mensagem automática do aplicativo: veio até %d s depois do cliente, e ninguém digita tão rápido"
              .formatted(settings.within().toSeconds()));
    }
    if (text != null
        && settings.repeats() > 0
        && follows(message, conversation, QUICK)
        && saidElsewhere(text, conversation, message.sentAt()) >= settings.repeats()) {
      return Optional.of(
          "Mensagem automática do aplicativo: o mesmo texto já foi a %d outras conversas ou mais, sempre logo depois do cliente"
              .formatted(settings.repeats()));
    }
    return Optional.empty();
  }

  /** Who is in the middle of it types while the customer does. */
  private boolean aPersonIsThere(String conversation, Instant at) {
    return jdbc.sql(
            """
            select exists (select 1 from chat_message
                            where conversation = ? and author = 'PERSON' and sent_at > ?)
            """)
        .params(conversation, Timestamp.from(at.minus(IN_THE_MIDDLE)))
        .query(Boolean.class)
        .single();
  }

  /** Whether it comes so soon after the customer's words that nothing was said in between. */
  private boolean follows(ChatMessage message, String conversation, Duration within) {
    if (within.isZero()) {
      return false;
    }
    Instant at = message.sentAt();
    return jdbc.sql(
            """
            select exists (
              select 1 from chat_message c
               where c.conversation = :conversation and c.author = 'CUSTOMER'
                 and c.sent_at between :from and :to
                 and not exists (
                       select 1 from chat_message p
                        where p.conversation = :conversation and p.author = 'PERSON'
                          and p.seq > c.seq)
                 and not exists (
                       select 1 from outbox o
                        where o.conversation = :conversation and o.sent_at > c.received_at
                          and o.kind in ('whatsapp-text', 'whatsapp-template')))
            """)
        .param("conversation", conversation)
        .param("from", Timestamp.from(at.minus(within)))
        .param("to", Timestamp.from(at.plus(ROUNDING)))
        .query(Boolean.class)
        .single();
  }

  private int saidElsewhere(String text, String conversation, Instant at) {
    return text.length() < LEAST_LETTERS
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
            .param("conversation", conversation)
            .param("since", Timestamp.from(at.minus(LATELY)))
            .param("quick", QUICK.toSeconds())
            .query(Integer.class)
            .single();
  }
}
