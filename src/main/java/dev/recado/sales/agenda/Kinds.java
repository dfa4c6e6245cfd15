package dev.recado.sales.agenda;

import dev.recado.chat.intent.Choices;
import dev.recado.chat.intent.PlainText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The kinds of appointments. */
final class Kinds {

  private final JdbcClient jdbc;
  private final AppointmentTable table;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Kinds(JdbcClient jdbc, AppointmentTable table, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.table = table;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The settings of a kind; see {@link Kind}. */
  record Details(String name, int minutes, @Nullable String area, boolean active) {}

  /** All kinds by name, also inactive ones. */
  List<Kind> all() {
    return jdbc.sql("select * from appointment_kind where deleted_at is null order by name_key")
        .query((row, n) -> kind(row))
        .list();
  }

  Optional<Kind> byId(long id) {
    return jdbc.sql("select * from appointment_kind where id = ? and deleted_at is null")
        .param(id)
        .query((row, n) -> kind(row))
        .optional();
  }

  /** The kind with this id, if customers can book it. */
  Optional<Kind> active(long id) {
    return byId(id).filter(Kind::active);
  }

  /** The kind with this name, in any case and with or without accents. */
  Optional<Kind> named(String name) {
    return jdbc.sql("select * from appointment_kind where name_key = ? and deleted_at is null")
        .param(PlainText.fold(name))
        .query((row, n) -> kind(row))
        .optional();
  }

  /** The kinds that a customer of an area can book; of all areas if the area is not known. */
  List<Kind> of(@Nullable String area) {
    return all().stream()
        .filter(Kind::active)
        .filter(kind -> area == null || kind.area() == null || kind.area().equals(area))
        .toList();
  }

  /** The only kind that a customer of an area can book; empty if there are several, or none. */
  Optional<Kind> only(@Nullable String area) {
    List<Kind> kinds = of(area);
    return kinds.size() == 1 ? Optional.of(kinds.get(0)) : Optional.empty();
  }

  /** Finds the one kind that a text names. */
  static Optional<Kind> in(String text, List<Kind> kinds) {
    return choices(kinds).in(text).flatMap(name -> named(name, kinds));
  }

  /** Reads the answer to a numbered list of kinds. */
  static Optional<Kind> answer(String text, List<Kind> kinds) {
    return choices(kinds).answer(text).flatMap(name -> named(name, kinds));
  }

  private static Choices choices(List<Kind> kinds) {
    return Choices.of(kinds.stream().map(Kind::name).toList());
  }

  private static Optional<Kind> named(String name, List<Kind> kinds) {
    return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** Adds a kind. The caller has checked that no other kind has this name. */
  Kind add(Details details) {
    Timestamp now = Timestamp.from(clock.instant());
    return jdbc.sql(
            """
            insert into appointment_kind (name, name_key, minutes, area, active, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?)
            returning *
            """)
        .params(
            details.name(),
            PlainText.fold(details.name()),
            details.minutes(),
            details.area(),
            details.active(),
            now,
            now)
        .query((row, n) -> kind(row))
        .single();
  }

  /** Changes a kind. Booked appointments keep their time. */
  Kind change(long id, Details details) {
    return jdbc.sql(
            """
            update appointment_kind
               set name = ?, name_key = ?, minutes = ?, area = ?, active = ?, updated_at = ?
             where id = ?
            returning *
            """)
        .params(
            details.name(),
            PlainText.fold(details.name()),
            details.minutes(),
            details.area(),
            details.active(),
            Timestamp.from(clock.instant()),
            id)
        .query((row, n) -> kind(row))
        .single();
  }

  /**
   * Deletes a kind, unless an appointment of this kind lies ahead. Past appointments keep its name.
   *
   * @return the number of appointments ahead; 0 means that it is deleted
   */
  long delete(long id) {
    return Objects.requireNonNull(transaction.execute(status -> deleteLocked(id)));
  }

  /** With the lock, nobody books this kind meanwhile. */
  private long deleteLocked(long id) {
    table.lock();
    long ahead = table.ahead(id, clock.instant());
    if (ahead == 0) {
      jdbc.sql("update appointment_kind set active = false, deleted_at = ? where id = ?")
          .params(Timestamp.from(clock.instant()), id)
          .update();
    }
    return ahead;
  }

  private static Kind kind(ResultSet row) throws SQLException {
    return new Kind(
        row.getLong("id"),
        row.getString("name"),
        Duration.ofMinutes(row.getInt("minutes")),
        row.getString("area"),
        row.getBoolean("active"));
  }
}
