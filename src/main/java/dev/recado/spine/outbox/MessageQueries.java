package dev.recado.spine.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import dev.recado.spine.outbox.MessageView.Try;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the outbox for people. */
@Component
@ConditionalOnRole(Role.WEB)
public final class MessageQueries {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Breakers breakers;

  MessageQueries(JdbcClient jdbc, ObjectMapper json, Breakers breakers) {
    this.jdbc = jdbc;
    this.json = json;
    this.breakers = breakers;
  }

  /** The filter of a list; null means any. */
  record Filter(
      @Nullable String state,
      @Nullable String connector,
      @Nullable String conversation,
      @Nullable UUID eventId,
      @Nullable Instant since) {}

  Page<MessageView> list(Filter filter, @Nullable Cursor before, int limit) {
    Where where =
        new Where()
            .and("state = :state", "state", filter.state())
            .and("connector = :connector", "connector", filter.connector())
            .and("conversation = :conversation", "conversation", filter.conversation())
            .and("event_id = :event", "event", filter.eventId())
            .and("created_at >= :since", "since", filter.since());
    Where page = where.after(before, "created_at");
    List<MessageView> found =
        jdbc.sql(
                "select * from outbox"
                    + page.sql()
                    + " order by created_at desc, id desc limit :limit")
            .params(page.values())
            .param("limit", limit + 1)
            .query((row, n) -> view(row))
            .list();
    return Page.of(found, limit, m -> m, m -> new Cursor(m.createdAt(), m.id()).text());
  }

  /**
   * Lists the messages of an event in order.
   *
   * @param event its id
   */
  public List<MessageView> ofEvent(UUID event) {
    return jdbc.sql("select * from outbox where event_id = ? order by seq")
        .param(event)
        .query((row, n) -> view(row))
        .list();
  }

  /**
   * Tells the state of a message.
   *
   * @param id its id
   * @return its state, or empty if there is no such message
   */
  public Optional<String> state(UUID id) {
    return jdbc.sql("select state from outbox where id = ?")
        .param(id)
        .query(String.class)
        .optional();
  }

  /**
   * Lists people's decisions about the messages of an event.
   *
   * @param event its id
   * @return the decisions in order
   */
  public List<MessageView.Happened> decisionsOf(UUID event) {
    return jdbc.sql(
            """
            select d.* from outbox_decision d join outbox o on o.id = d.outbox_id
             where o.event_id = ? order by d.id
            """)
        .param(event)
        .query((row, n) -> decision(row))
        .list();
  }

  private static MessageView.Happened decision(ResultSet row) throws SQLException {
    String why = Rows.maybeMasked(row, "why");
    return new MessageView.Happened(
        Rows.at(row, "at"),
        row.getString("what").toLowerCase(Locale.ROOT),
        "by " + row.getString("who") + (why == null ? "" : ": " + why),
        row.getObject("outbox_id", UUID.class));
  }

  /**
   * Lists each attempt at each message of an event.
   *
   * @param event its id
   * @return the attempts in order
   */
  public List<MessageView.Happened> attemptsOf(UUID event) {
    return jdbc.sql(
            """
            select a.outbox_id as id, a.at, a.number, a.outcome, a.took_ms, a.detail
              from attempt a join outbox o on o.id = a.outbox_id
             where o.event_id = ? order by a.at
            """)
        .param(event)
        .query((row, n) -> attempt(row))
        .list();
  }

  private static MessageView.Happened attempt(ResultSet row) throws SQLException {
    String detail = Rows.maybeMasked(row, "detail");
    return new MessageView.Happened(
        Rows.at(row, "at"),
        "attempt",
        "%d: %s after %d ms%s"
            .formatted(
                row.getInt("number"),
                row.getString("outcome"),
                row.getInt("took_ms"),
                detail == null ? "" : "; " + detail),
        Rows.id(row));
  }

  private MessageView view(ResultSet row) throws SQLException {
    MessageState state = MessageState.valueOf(row.getString("state"));
    String connector = row.getString("connector");
    return new MessageView(
        Rows.id(row),
        row.getObject("event_id", UUID.class),
        row.getString("kind"),
        connector,
        Rows.masked(row, "conversation"),
        state,
        Rows.maybeMasked(row, "reason"),
        breakers.waitingFor(connector, state),
        row.getInt("attempts"),
        Rows.at(row, "created_at"),
        Rows.at(row, "scheduled_for"),
        state.waits() ? Rows.maybeAt(row, "due_at") : null,
        Rows.maybeAt(row, "sent_at"),
        Rows.maybeAt(row, "delivered_at"),
        Rows.maybeAt(row, "read_at"));
  }

  Optional<MessageView.Full> find(UUID id) {
    return jdbc.sql("select * from outbox where id = ?")
        .param(id)
        .query(
            (row, n) ->
                new MessageView.Full(
                    view(row),
                    row.getString("address"),
                    row.getString("provider_id"),
                    read(row.getString("payload")),
                    tries(id),
                    decisions(id)))
        .optional();
  }

  private List<Try> tries(UUID id) {
    return jdbc.sql("select * from attempt where outbox_id = ? order by at")
        .param(id)
        .query(
            (row, n) ->
                new Try(
                    row.getInt("number"),
                    Rows.at(row, "at"),
                    row.getInt("took_ms"),
                    MessageState.valueOf(row.getString("outcome")),
                    row.getString("detail")))
        .list();
  }

  private List<MessageView.Decision> decisions(UUID id) {
    return jdbc.sql("select * from outbox_decision where outbox_id = ? order by id")
        .param(id)
        .query(
            (row, n) ->
                new MessageView.Decision(
                    Rows.at(row, "at"),
                    row.getString("what"),
                    row.getString("who"),
                    row.getString("why")))
        .list();
  }

  private JsonNode read(String payload) {
    try {
      return json.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A payload that was not written by a hub", e);
    }
  }
}
