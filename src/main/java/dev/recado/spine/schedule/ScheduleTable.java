package dev.recado.spine.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The progress of each schedule, in PostgreSQL. */
final class ScheduleTable {

  private final JdbcClient jdbc;

  ScheduleTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The progress of a schedule.
   *
   * @param key {@code <group>/<name>}
   * @param seenAt the last look at which a flow had this schedule
   * @param upTo all times up to this one are decided
   * @param pausedAt since when nothing fires, or null
   * @param pausedBy the person who paused it, or null
   * @param lastPlanned the planned time that fired last, or null
   * @param lastEvent the last event, or null
   * @param own the time that a person set in place of the file's, or null
   */
  record Progress(
      String key,
      Instant seenAt,
      Instant upTo,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      @Nullable Instant lastPlanned,
      @Nullable UUID lastEvent,
      @Nullable OwnTime own) {}

  /** The last look of any hub. No other hub looks until the transaction ends. */
  Instant lockedLook() {
    return jdbc.sql("select at from schedule_look for update")
        .query(Timestamp.class)
        .single()
        .toInstant();
  }

  void looked(Instant now) {
    jdbc.sql("update schedule_look set at = ?").param(Timestamp.from(now)).update();
  }

  /** All schedules that ever existed, by key. */
  Map<String, Progress> all() {
    return jdbc.sql("select * from schedule").query((row, n) -> progress(row)).list().stream()
        .collect(Collectors.toMap(Progress::key, it -> it));
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return new Progress(
        row.getString("group_name") + "/" + row.getString("name"),
        row.getTimestamp("seen_at").toInstant(),
        row.getTimestamp("up_to").toInstant(),
        instant(row.getTimestamp("paused_at")),
        row.getString("paused_by"),
        instant(row.getTimestamp("last_planned_at")),
        row.getObject("last_event", UUID.class),
        own(row));
  }

  private static @Nullable OwnTime own(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp("set_at");
    return at == null
        ? null
        : new OwnTime(
            row.getString("set_cron"),
            row.getString("set_every"),
            at.toInstant(),
            row.getString("set_by"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  /** Notes that a schedule existed at a look, and its progress. */
  void seen(ScheduledFlow flow, Instant now, Instant upTo) {
    jdbc.sql(
            """
            insert into schedule (group_name, name, first_seen_at, seen_at, up_to)
            values (:group, :name, :since, :now, :upTo)
            on conflict (group_name, name) do update set seen_at = :now, up_to = :upTo
            """)
        .param("group", flow.schedule().group())
        .param("name", flow.schedule().name())
        .param("since", Timestamp.from(flow.since()))
        .param("now", Timestamp.from(now))
        .param("upTo", Timestamp.from(upTo))
        .update();
  }

  /** Inserts a row for a schedule that no look has seen yet. Its times count from now on. */
  void known(ScheduledFlow flow, Instant now) {
    jdbc.sql(
            """
            insert into schedule (group_name, name, first_seen_at, seen_at, up_to)
            values (:group, :name, :since, :since, :since)
            on conflict (group_name, name) do nothing
            """)
        .param("group", flow.schedule().group())
        .param("name", flow.schedule().name())
        .param("since", Timestamp.from(flow.since().isBefore(now) ? flow.since() : now))
        .update();
  }

  /** Notes the last event. The planned time is null if a person started the flow. */
  void fired(Schedule schedule, @Nullable Instant planned, UUID event) {
    jdbc.sql(
            """
            update schedule
               set last_event = :event, last_planned_at = coalesce(:planned, last_planned_at)
             where group_name = :group and name = :name
            """)
        .param("event", event)
        .param("planned", planned == null ? null : Timestamp.from(planned), Types.TIMESTAMP)
        .param("group", schedule.group())
        .param("name", schedule.name())
        .update();
  }

  /** Stops a schedule from now on. The first person to pause it stays on record. */
  void pause(Schedule schedule, String by, Instant now) {
    jdbc.sql(
            """
            update schedule set paused_at = :now, paused_by = :by
             where group_name = :group and name = :name and paused_at is null
            """)
        .param("now", Timestamp.from(now))
        .param("by", by)
        .param("group", schedule.group())
        .param("name", schedule.name())
        .update();
  }

  /** Lets a schedule fire again from now on. Times since the last look count as paused too. */
  void resume(Schedule schedule, Instant now) {
    jdbc.sql(
            """
            update schedule set paused_at = null, paused_by = null, up_to = greatest(up_to, :now)
             where group_name = :group and name = :name and paused_at is not null
            """)
        .param("now", Timestamp.from(now))
        .param("group", schedule.group())
        .param("name", schedule.name())
        .update();
  }

  boolean hasOwn(Schedule schedule) {
    return jdbc.sql("select set_at is not null from schedule where group_name = ? and name = ?")
        .params(schedule.group(), schedule.name())
        .query(Boolean.class)
        .single();
  }

  /** Keeps a time in place of the file's; null is the file's again. It counts from now on. */
  void set(Schedule schedule, @Nullable OwnTime own, Instant now) {
    jdbc.sql(
            """
            update schedule
               set set_cron = :cron, set_every = :every, set_at = :at, set_by = :by,
                   up_to = greatest(up_to, :now)
             where group_name = :group and name = :name
            """)
        .param("cron", own == null ? null : own.cron(), Types.VARCHAR)
        .param("every", own == null ? null : own.every(), Types.VARCHAR)
        .param("at", own == null ? null : Timestamp.from(own.at()), Types.TIMESTAMP)
        .param("by", own == null ? null : own.by(), Types.VARCHAR)
        .param("now", Timestamp.from(now))
        .param("group", schedule.group())
        .param("name", schedule.name())
        .update();
  }
}
