package dev.recado.spine.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alerts in PostgreSQL. */
final class AlertTable {

  private final JdbcClient jdbc;

  AlertTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last look of any hub. No other hub looks until the transaction ends. */
  Instant lockedLook() {
    return jdbc.sql("select at from alert_look for update")
        .query(Timestamp.class)
        .single()
        .toInstant();
  }

  void looked(Instant now) {
    jdbc.sql("update alert_look set at = ?").param(Timestamp.from(now)).update();
  }

  /** All alerts that are raised, and those that were cleared later than this; raised ones first. */
  List<Alert> all(Instant clearedAfter) {
    return jdbc
        .sql(
            """
            select * from alert where cleared_at is null or cleared_at > ?
             order by cleared_at desc nulls first, raised_at desc, name, subject
            """)
        .param(Timestamp.from(clearedAfter))
        .query((row, n) -> alert(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Alert> alert(ResultSet row) throws SQLException {
    Optional<AlertKind> kind = AlertKind.of(row.getString("name"));
    return kind.isEmpty() ? Optional.empty() : Optional.of(alert(kind.get(), row));
  }

  private static Alert alert(AlertKind kind, ResultSet row) throws SQLException {
    String subject = row.getString("subject");
    return new Alert(
        kind,
        subject.isEmpty() ? null : subject,
        kind.title(),
        row.getString("text"),
        row.getBigDecimal("value"),
        row.getBigDecimal("threshold"),
        row.getString("unit"),
        row.getTimestamp("since").toInstant(),
        row.getTimestamp("raised_at").toInstant(),
        row.getInt("times"),
        instant(row.getTimestamp("well_since")),
        instant(row.getTimestamp("cleared_at")),
        row.getString("link"),
        row.getObject("event", UUID.class));
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  /** Writes an alert that is told now: a new episode, or once more in the same one. */
  void tell(Condition condition, Instant since, int times, UUID event, Instant now) {
    jdbc.sql(
            """
            insert into alert (name, subject, since, raised_at, times, value, threshold, unit, text,
                               link, event)
            values (:name, :subject, :since, :now, :times, :value, :threshold, :unit, :text, :link,
                    :event)
            on conflict (name, subject) do update
               set since = excluded.since, raised_at = excluded.raised_at, times = excluded.times,
                   value = excluded.value, threshold = excluded.threshold, unit = excluded.unit,
                   text = excluded.text, link = excluded.link, event = excluded.event,
                   well_since = null, cleared_at = null
            """)
        .param("name", condition.kind().code())
        .param("subject", condition.subject())
        .param("since", Timestamp.from(since))
        .param("now", Timestamp.from(now))
        .param("times", times)
        .param("value", condition.value())
        .param("threshold", condition.threshold())
        .param("unit", condition.unit())
        .param("text", condition.text())
        .param("link", condition.link())
        .param("event", event)
        .update();
  }

  /** Keeps what was measured of an alert that is not told again yet. */
  void goesOn(Condition condition) {
    jdbc.sql(
            """
            update alert
               set value = :value, threshold = :threshold, text = :text, well_since = null
             where name = :name and subject = :subject
            """)
        .param("value", condition.value())
        .param("threshold", condition.threshold())
        .param("text", condition.text())
        .param("name", condition.kind().code())
        .param("subject", condition.subject())
        .update();
  }

  void well(Alert alert, Instant now) {
    jdbc.sql("update alert set well_since = ? where name = ? and subject = ?")
        .params(Timestamp.from(now), alert.kind().code(), alert.subject())
        .update();
  }

  void clear(Alert alert, String text, UUID event, Instant now) {
    jdbc.sql("update alert set cleared_at = ?, text = ?, event = ? where name = ? and subject = ?")
        .params(Timestamp.from(now), text, event, alert.kind().code(), alert.subject())
        .update();
  }
}
