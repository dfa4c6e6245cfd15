package dev.recado.systems.simulator;

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
   * @param chatId how the business addresses the phone
   * @param fromBusiness true if the hub sent it, false if the person with the phone did
   * @param text its text
   * @param ack how far the business's message has come; null for the person's own
   * @param at when it was sent
   */
  record Message(
      String id,
      String chatId,
      boolean fromBusiness,
      String text,
      @Nullable Integer ack,
      Instant at) {}

  /**
   * Shows a message on a phone, which receives it at once.
   *
   * @return false if a message with this id exists already: it is the same message
   */
  boolean show(String phone, String chatId, String id, boolean fromBusiness, String text) {
    return jdbc.sql(
                """
                insert into simulator_message (id, phone, chat_id, from_me, body, ack, at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do nothing
                """)
            .params(
                id,
                phone,
                chatId,
                fromBusiness,
                text,
                fromBusiness ? Ack.DEVICE.number() : null,
                Timestamp.from(clock.instant()))
            .update()
        > 0;
  }

  List<Message> chat(String phone) {
    return jdbc.sql(
            """
            select id, chat_id, from_me, body, ack, at
              from simulator_message where phone = ? order by seq
            """)
        .param(phone)
        .query(
            (row, n) ->
                new Message(
                    row.getString("id"),
                    row.getString("chat_id"),
                    row.getBoolean("from_me"),
                    row.getString("body"),
                    row.getObject("ack", Integer.class),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** The phone that has written under a hidden identity. */
  Optional<String> phoneOf(String lid) {
    return jdbc.sql("select phone from simulator_message where chat_id = ? limit 1")
        .param(lid)
        .query(String.class)
        .optional();
  }

  /**
   * The ids of a message.
   *
   * @param id WhatsApp's id of it
   * @param chatId how the business addresses the phone
   */
  record Named(String id, String chatId) {}

  /** Marks everything as seen by the person; returns what was unread before. */
  List<Named> read(String phone) {
    return jdbc.sql(
            """
            update simulator_message set ack = :read where phone = :phone and ack < :read
            returning id, chat_id
            """)
        .param("phone", phone)
        .param("read", Ack.READ.number())
        .query((row, n) -> new Named(row.getString("id"), row.getString("chat_id")))
        .list();
  }
}
