package dev.recado.spine.intake;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
