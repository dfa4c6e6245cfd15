package dev.recado.simulator;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
   * @param fromBusiness whether the hub sent it, or the person with the phone
   * @param text what it says
   * @param at when
   */
  record Message(String id, boolean fromBusiness, String text, Instant at) {}

  /** Shows a message on a phone; one whose id is there already is the same message. */
  void show(String phone, String id, boolean fromBusiness, String text) {
    jdbc.sql(
            """
            insert into simulator_message (id, phone, from_me, body, at) values (?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(id, phone, fromBusiness, text, Timestamp.from(clock.instant()))
        .update();
  }

  List<Message> chat(String phone) {
    return jdbc.sql(
            """
            select id, from_me, body, at from simulator_message where phone = ? order by seq
            """)
        .param(phone)
        .query(
            (row, n) ->
                new Message(
                    row.getString("id"),
                    row.getBoolean("from_me"),
                    row.getString("body"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }
}
