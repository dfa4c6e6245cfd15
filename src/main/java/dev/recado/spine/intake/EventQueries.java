package dev.recado.spine.intake;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import dev.recado.spine.flow.EventTypes;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads events for people. */
@Component
@ConditionalOnRole(Role.WEB)
public final class EventQueries {

  private static final String SELECT =
      """
      select id, source, type, subject, state, reason, attempts, received_at, processed_at, due_at,
             content_type, octet_length(raw) as bytes
        from event\
      """;

  private static final String RUNS =
      """
      select id, state, reason, received_at, claimed_at, processed_at, raw as bytes,
             (select count(*) from outbox_read o where o.event_id = event.id) as messages
        from event\
      """;

  private final JdbcClient jdbc;

  EventQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The filter of a list; null means any. */
  record Filter(
      @Nullable String state,
      @Nullable String type,
      @Nullable String source,
      @Nullable String subject,
      @Nullable Instant since) {}

  Page<EventView> list(Filter filter, @Nullable Cursor before, int limit) {
    Where where =
        new Where()
            .and("state = :state", "state", filter.state())
            .and("type = :type", "type", filter.type())
            .and("source = :source", "source", filter.source())
            .and("subject = :subject", "subject", filter.subject())
            .and("received_at >= :since", "since", filter.since())
            .after(before, "received_at");
    List<EventView> found =
        jdbc.sql(SELECT + where.sql() + " order by received_at desc, id desc limit :limit")
            .params(where.values())
            .param("limit", limit + 1)
            .query((row, n) -> view(row))
            .list();
    return Page.of(found, limit, e -> e, e -> new Cursor(e.receivedAt(), e.id()).text());
  }

  private static EventView view(ResultSet row) throws SQLException {
    EventState state = EventState.valueOf(row.getString("state"));
    return new EventView(
        Rows.id(row),
        row.getString("source"),
        row.getString("type"),
        Rows.masked(row, "subject"),
        state,
        Rows.maybeMasked(row, "reason"),
        row.getInt("attempts"),
        Rows.at(row, "received_at"),
        Rows.maybeAt(row, "processed_at"),
        state.waits() ? Rows.maybeAt(row, "due_at") : null);
  }

  /** An event with the details that only its own page shows. */
  public record Found(EventView event, @Nullable String contentType, int bytes) {}

  /**
   * Finds an event.
   *
   * @param id its id
   */
  Optional<Found> find(UUID id) {
    return jdbc.sql(SELECT + " where id = ?")
        .param(id)
        .query((row, n) -> new Found(view(row), row.getString("content_type"), row.getInt("bytes")))
        .optional();
  }

  /**
   * Tells the state of an event.
   *
   * @param id its id
   * @return its state, or empty if there is no such event
   */
  public Optional<EventState> state(UUID id) {
    return jdbc.sql("select state from event where id = ?")
        .param(id)
        .query(EventState.class)
        .optional();
  }

  /**
   * An event of a schedule, as a run of its flow.
   *
   * @param id the event
   * @param state its state
   * @param reason why it is in this state, phones masked, or null
   * @param receivedAt when it was set
   * @param began when its flow was last begun, or null
   * @param ended when its flow had decided, or null if it still has to run
   * @param messages how many messages and calls it made
   * @param raw its body
   */
  public record RunOfEvent(
      UUID id,
      EventState state,
      @Nullable String reason,
      Instant receivedAt,
      @Nullable Instant began,
      @Nullable Instant ended,
      int messages,
      byte[] raw) {}

  /**
   * Lists the runs of a schedule, newest first.
   *
   * @param subject what its events are about
   * @param before where the page before ended, or null for the first page
   * @param limit how many at most
   * @param view makes a row of the page
   */
  public <T> Page<T> runs(
      String subject, @Nullable Cursor before, int limit, Function<RunOfEvent, T> view) {
    Where where =
        new Where().and("subject = :subject", "subject", subject).after(before, "received_at");
    List<RunOfEvent> found =
        jdbc.sql(
                RUNS
                    + where.sql()
                    + " and type = '"
                    + EventTypes.SCHEDULE_FIRED
                    + "' and source = 'schedule' order by received_at desc, id desc limit :limit")
            .params(where.values())
            .param("limit", limit + 1)
            .query((row, n) -> run(row))
            .list();
    return Page.of(found, limit, view, run -> new Cursor(run.receivedAt(), run.id()).text());
  }

  private static RunOfEvent run(ResultSet row) throws SQLException {
    EventState state = EventState.valueOf(row.getString("state"));
    return new RunOfEvent(
        Rows.id(row),
        state,
        Rows.maybeMasked(row, "reason"),
        Rows.at(row, "received_at"),
        Rows.maybeAt(row, "claimed_at"),
        state.waits() ? null : Rows.maybeAt(row, "processed_at"),
        row.getInt("messages"),
        row.getBytes("bytes"));
  }

  /** Reads the body as it came; bytes that are not UTF-8 become replacement characters. */
  String raw(UUID id) {
    byte[] raw =
        jdbc.sql("select " + EventTable.RAW + " from event e where e.id = ?")
            .param(id)
            .query(byte[].class)
            .single();
    return new String(raw, StandardCharsets.UTF_8);
  }

  List<EventView.Step> notes(UUID id) {
    return jdbc.sql("select at, what, detail from event_note where event_id = ? order by id")
        .param(id)
        .query(
            (row, n) ->
                new EventView.Step(
                    Rows.at(row, "at"),
                    row.getString("what").toLowerCase(java.util.Locale.ROOT),
                    Rows.maybeMasked(row, "detail"),
                    null))
        .list();
  }
}
