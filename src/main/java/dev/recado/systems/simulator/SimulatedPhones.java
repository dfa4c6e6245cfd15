package dev.recado.systems.simulator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chats of the simulated phones. */
final class SimulatedPhones {

  private final JdbcClient jdbc;
  private final Clock clock;

  SimulatedPhones(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One message of a chat.
   *
   * @param id WhatsApp's id of it
   * @param phone the customer's digits
   * @param chatId how the business addresses the phone
   * @param provider of the business's number
   * @param account the number's name at the provider
   * @param fromBusiness true if the hub sent it, false if the person with the phone did
   * @param kind for example {@code text} or {@code buttons}
   * @param text its text
   * @param extras what else it holds
   * @param ack how far the business's message has come; null for the person's own
   * @param at when it was sent
   */
  record Message(
      String id,
      String phone,
      String chatId,
      String provider,
      String account,
      boolean fromBusiness,
      String kind,
      String text,
      Extras extras,
      @Nullable Integer ack,
      Instant at) {}

  /**
   * Keeps a message, with the time of now.
   *
   * @return false if a message with this id exists already: it is the same message
   */
  boolean show(Message message) {
    return jdbc.sql(
                """
                insert into simulator_message (id, phone, chat_id, provider, account, from_me, kind,
                                               body, details, ack, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do nothing
                """)
            .params(
                message.id(),
                message.phone(),
                message.chatId(),
                message.provider(),
                message.account(),
                message.fromBusiness(),
                message.kind(),
                message.text(),
                message.extras().equals(Extras.NONE) ? null : message.extras().written(),
                message.ack(),
                Timestamp.from(clock.instant()))
            .update()
        > 0;
  }

  List<Message> chat(String phone) {
    return jdbc.sql("select * from simulator_message where phone = ? order by seq")
        .param(phone)
        .query(SimulatedPhones::message)
        .list();
  }

  /** The last message on a phone, whichever side wrote it. */
  Optional<Message> last(String phone) {
    return jdbc.sql(
            """
            select * from simulator_message
             where phone = ? and (ack is null or ack >= 0) order by seq desc limit 1
            """)
        .param(phone)
        .query(SimulatedPhones::message)
        .optional();
  }

  /** The last messages that a number of the business has sent to a phone, the latest first. */
  List<Message> ofBusiness(String phone, Account account, int limit) {
    return jdbc.sql(
            """
            select * from simulator_message
             where phone = ? and provider = ? and account = ? and from_me and ack >= 0
             order by seq desc limit ?
            """)
        .params(phone, account.provider(), account.name(), limit)
        .query(SimulatedPhones::message)
        .list();
  }

  /** A message of the chat between a phone and a number of the business. */
  Optional<Message> find(String phone, Account account, String id) {
    return jdbc.sql(
            """
            select * from simulator_message
             where id = ? and phone = ? and provider = ? and account = ?
            """)
        .params(id, phone, account.provider(), account.name())
        .query(SimulatedPhones::message)
        .optional();
  }

  /** The last message of each phone, the latest first. */
  List<Message> lastOfEach(int limit) {
    return jdbc.sql(
            """
            select * from (select distinct on (phone) * from simulator_message
                            order by phone, seq desc) last
             order by seq desc limit ?
            """)
        .param(limit)
        .query(SimulatedPhones::message)
        .list();
  }

  /** The numbers of the business in the chats of a phone: one message of each. */
  List<Message> accounts(String phone) {
    return jdbc.sql(
            """
            select distinct on (provider, account) * from simulator_message
             where phone = ? order by provider, account, seq desc
            """)
        .param(phone)
        .query(SimulatedPhones::message)
        .list();
  }

  /** The phone that has written under a hidden identity. */
  Optional<String> phoneOf(String hidden) {
    return jdbc.sql("select phone from simulator_message where chat_id = ? limit 1")
        .param(hidden)
        .query(String.class)
        .optional();
  }

  /** When the person last wrote to a number of the business. */
  Optional<Instant> wroteAt(String phone, Account account) {
    return jdbc.sql(
            """
            select at from simulator_message
             where phone = ? and provider = ? and account = ? and not from_me
             order by seq desc limit 1
            """)
        .params(phone, account.provider(), account.name())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /** Whether a person has written a message to a number of the business. */
  boolean received(String id, Account account) {
    return jdbc.sql(
            """
            select exists (select 1 from simulator_message
                            where id = ? and provider = ? and account = ? and not from_me)
            """)
        .params(id, account.provider(), account.name())
        .query(Boolean.class)
        .single();
  }

  /** Marks everything as seen by the person; returns what was unread before. */
  List<Message> read(String phone) {
    return jdbc.sql(
            """
            update simulator_message set ack = :read
             where phone = :phone and ack between 0 and :read - 1 returning *
            """)
        .param("phone", phone)
        .param("read", Ack.READ.number())
        .query(SimulatedPhones::message)
        .list();
  }

  /** Marks the messages of one number as seen by the person; returns what was unread before. */
  List<Message> read(String phone, Account account) {
    return jdbc.sql(
            """
            update simulator_message set ack = :read
             where phone = :phone and provider = :provider and account = :account
               and ack between 0 and :read - 1 returning *
            """)
        .param("phone", phone)
        .param("provider", account.provider())
        .param("account", account.name())
        .param("read", Ack.READ.number())
        .query(SimulatedPhones::message)
        .list();
  }

  private static Message message(ResultSet row, int number) throws SQLException {
    return new Message(
        row.getString("id"),
        row.getString("phone"),
        row.getString("chat_id"),
        row.getString("provider"),
        row.getString("account"),
        row.getBoolean("from_me"),
        row.getString("kind"),
        row.getString("body"),
        Extras.read(row.getString("details")),
        row.getObject("ack", Integer.class),
        row.getTimestamp("at").toInstant());
  }
}
