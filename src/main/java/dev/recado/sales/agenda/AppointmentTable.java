package dev.recado.sales.agenda;

import dev.recado.chat.conversation.MergeListener;
import dev.recado.sales.agenda.Agenda.Wish;
import dev.recado.spine.outbox.Contacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The appointments in PostgreSQL. */
final class AppointmentTable implements MergeListener {

  private static final String SELECT =
      """
      select appointment.*,
             (select name from appointment_kind k where k.id = appointment.kind) as kind_name
        from appointment
      """;

  private final JdbcClient jdbc;

  AppointmentTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets one transaction at a time change appointments, across all processes. */
  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('recado agenda', 0))")
        .query()
        .listOfRows();
  }

  /** Inserts an appointment; empty if the seller already has another one then. */
  Optional<Long> insert(Wish wish, long seller, Instant end, @Nullable String lead, Instant now) {
    return jdbc.sql(
            """
            insert into appointment (seller, conversation, address, name, subject, area, lead, kind,
                                     starts_at, ends_at, state, created_by, created_at, updated_at)
            values (:seller, :conversation, :address,
                    coalesce(:name, (select name from conversation_read where key = :conversation)),
                    :subject, :area, :lead, :kind::bigint,
                    :start, :end, 'BOOKED', :by, :now, :now)
                on conflict do nothing
            returning id
            """)
        .param("seller", seller)
        .param("conversation", Contacts.conversation(wish.address()))
        .param("address", wish.address())
        .param("name", wish.name())
        .param("subject", wish.subject())
        .param("area", wish.area())
        .param("lead", lead)
        .param("kind", wish.kind())
        .param("start", Timestamp.from(wish.start()))
        .param("end", Timestamp.from(end))
        .param("by", wish.by().name())
        .param("now", Timestamp.from(now))
        .query(Long.class)
        .optional();
  }

  void move(long id, Instant start, Instant end, Instant now) {
    jdbc.sql(
            """
            update appointment
               set rescheduled_from = starts_at, starts_at = :start, ends_at = :end,
                   sequence = sequence + 1, updated_at = :now
             where id = :id
            """)
        .param("start", Timestamp.from(start))
        .param("end", Timestamp.from(end))
        .param("now", Timestamp.from(now))
        .param("id", id)
        .update();
  }

  void cancel(long id, Instant now) {
    jdbc.sql(
            """
            update appointment set state = 'CANCELLED', sequence = sequence + 1, updated_at = :now
             where id = :id
            """)
        .param("now", Timestamp.from(now))
        .param("id", id)
        .update();
  }

  /** Marks past appointments as done. Returns those that have begun: they need no reminder. */
  List<Appointment> begun(Instant now) {
    List<Appointment> begun =
        jdbc.sql(SELECT + " where state = 'BOOKED' and starts_at <= ? for update")
            .param(Timestamp.from(now))
            .query((row, n) -> appointment(row))
            .list();
    for (Appointment one : begun) {
      if (!one.end().isAfter(now)) {
        jdbc.sql("update appointment set state = 'DONE', updated_at = ? where id = ?")
            .params(Timestamp.from(now), one.id())
            .update();
        log(one.id(), "DONE", "recado", null, now);
      }
    }
    return begun;
  }

  void noShow(long id, Instant now) {
    jdbc.sql(
            """
            update appointment set state = 'NO_SHOW', sequence = sequence + 1, updated_at = ?
             where id = ?
            """)
        .params(Timestamp.from(now), id)
        .update();
  }

  void log(long id, String what, String by, @Nullable String why, Instant now) {
    jdbc.sql(
            """
            insert into appointment_log (appointment, at, what, by, why, starts_at)
            select id, :now, :what, :by, :why, starts_at from appointment where id = :id
            """)
        .param("now", Timestamp.from(now))
        .param("what", what)
        .param("by", by)
        .param("why", why)
        .param("id", id)
        .update();
  }

  Optional<Appointment> byId(long id) {
    return jdbc.sql(SELECT + " where id = ?")
        .param(id)
        .query((row, n) -> appointment(row))
        .optional();
  }

  Optional<Appointment> nextOf(String conversation, Instant now) {
    return jdbc.sql(
            SELECT
                + """
             where conversation = ? and state = 'BOOKED' and ends_at > ?
             order by starts_at limit 1
            """)
        .params(conversation, Timestamp.from(now))
        .query((row, n) -> appointment(row))
        .optional();
  }

  Optional<Appointment> bookedAt(String conversation, Instant start) {
    return jdbc.sql(
            SELECT
                + """
             where conversation = ? and state = 'BOOKED' and starts_at = ? limit 1
            """)
        .params(conversation, Timestamp.from(start))
        .query((row, n) -> appointment(row))
        .optional();
  }

  List<Appointment> between(@Nullable Long seller, Instant from, Instant to) {
    return jdbc.sql(
            SELECT
                + """
             where starts_at >= :from and starts_at < :to
               and (:seller::bigint is null or seller = :seller)
             order by starts_at, id
            """)
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .param("seller", seller)
        .query((row, n) -> appointment(row))
        .list();
  }

  /** Counts the appointments of a kind that are not over. */
  long ahead(long kind, Instant now) {
    return jdbc.sql(
            """
            select count(*) from appointment
             where kind = ? and state = 'BOOKED' and ends_at > ?
            """)
        .params(kind, Timestamp.from(now))
        .query(Long.class)
        .single();
  }

  /** The appointments of a seller that are not over. */
  List<Appointment> booked(long seller, Instant now) {
    return jdbc.sql(SELECT + " where state = 'BOOKED' and seller = ? and ends_at > ?")
        .params(seller, Timestamp.from(now))
        .query((row, n) -> appointment(row))
        .list();
  }

  /** The appointments of some sellers within a stretch of time, except one. */
  List<Appointment> busy(Collection<Long> sellers, Instant from, Instant to, long except) {
    return jdbc.sql(
            SELECT
                + """
             where state = 'BOOKED' and seller = any (:sellers) and id <> :except
               and starts_at < :to and ends_at > :from
            """)
        .param("sellers", sellers.toArray(Long[]::new))
        .param("except", except)
        .param("to", Timestamp.from(to))
        .param("from", Timestamp.from(from))
        .query((row, n) -> appointment(row))
        .list();
  }

  Map<Long, Long> countBySeller(Instant from, Instant to) {
    Map<Long, Long> counts = new LinkedHashMap<>();
    jdbc.sql(
            """
            select seller, count(*) from appointment
             where state <> 'CANCELLED' and starts_at >= ? and starts_at < ?
             group by seller order by seller
            """)
        .params(Timestamp.from(from), Timestamp.from(to))
        .query(
            row -> {
              counts.put(row.getLong(1), row.getLong(2));
            });
    return counts;
  }

  Map<Long, Long> missedBySeller(Instant from, Instant to) {
    Map<Long, Long> counts = new LinkedHashMap<>();
    missed("seller", from, to)
        .query(
            row -> {
              counts.put(row.getLong(1), row.getLong(2));
            });
    return counts;
  }

  Map<String, Long> missedByArea(Instant from, Instant to) {
    Map<String, Long> counts = new LinkedHashMap<>();
    missed("coalesce(area, '')", from, to)
        .query(
            row -> {
              counts.put(row.getString(1), row.getLong(2));
            });
    return counts;
  }

  private JdbcClient.StatementSpec missed(String by, Instant from, Instant to) {
    return jdbc.sql(
            "select %s, count(*) from appointment".formatted(by)
                + " where state = 'NO_SHOW' and starts_at >= ? and starts_at < ? group by 1")
        .params(Timestamp.from(from), Timestamp.from(to));
  }

  @Override
  public void merged(String from, String to) {
    jdbc.sql("update appointment set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
  }

  private static @Nullable Long kind(ResultSet row) throws SQLException {
    long kind = row.getLong("kind");
    return row.wasNull() ? null : kind;
  }

  private static Appointment appointment(ResultSet row) throws SQLException {
    Timestamp before = row.getTimestamp("rescheduled_from");
    return new Appointment(
        row.getLong("id"),
        row.getLong("seller"),
        row.getString("conversation"),
        row.getString("address"),
        row.getString("name"),
        row.getString("subject"),
        row.getString("area"),
        row.getString("lead"),
        row.getTimestamp("starts_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        Appointment.State.valueOf(row.getString("state")),
        row.getInt("sequence"),
        before == null ? null : before.toInstant(),
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        kind(row),
        row.getString("kind_name"));
  }
}
