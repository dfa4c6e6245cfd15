package dev.recado.systems.engine;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers the last status of the session of each channel, for all processes of the hub. */
public final class Sessions implements EventSink {

  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** In these states messages go out, or will soon without help. */
  private static final Set<String> WELL = Set.of("WORKING", "STARTING");

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<String, Looked> looked = new ConcurrentHashMap<>();

  /** Creates the memory on its table. */
  public Sessions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What was seen in the table, and when. */
  private record Looked(Instant at, @Nullable Status status) {}

  /**
   * The last status of a session.
   *
   * @param session its name at the gateway
   * @param word such as {@code WORKING}
   * @param since when the gateway said so
   */
  private record Status(String session, String word, Instant since) {}

  @Override
  public Set<String> types() {
    return Set.of(EventTypes.WHATSAPP_SESSION_STATUS);
  }

  @Override
  public void take(List<Event> events) {
    events.forEach(this::take);
  }

  private void take(Event event) {
    String channel = text(event, "channel");
    String name = text(event, "session");
    String status = text(event, "status");
    if (channel == null || name == null || status == null) {
      return;
    }
    boolean changed = write(channel, name, status, at(event));
    looked.remove(channel);
    if (changed && !WELL.contains(status)) {
      log.warn("The session '{}' of the channel {} is {}", name, channel, status);
    }
  }

  /** Stores a status; false for one that is older than the known one, and for a new QR code. */
  private boolean write(String channel, String name, String status, Instant at) {
    int changed =
        jdbc.sql(
                """
                insert into channel_session as s (channel, session, status, since)
                values (?, ?, ?, ?)
                    on conflict (channel, session) do update
                   set status = excluded.status, since = excluded.since
                 where s.since <= excluded.since and s.status <> excluded.status
                """)
            .params(channel, name, status, Timestamp.from(at))
            .update();
    return changed > 0;
  }

  private static Instant at(Event event) {
    try {
      String at = text(event, "at");
      return at == null ? event.receivedAt() : Instant.parse(at);
    } catch (DateTimeException e) {
      return event.receivedAt();
    }
  }

  private static @Nullable String text(Event event, String field) {
    Object value = event.body().get(field);
    return value == null ? null : value.toString();
  }

  /**
   * Tells why the session of a channel takes no messages, by its last status. The answer is at most
   * some seconds old.
   *
   * @param channel its id
   * @param setting the variable that names the session, for the person who reads it
   * @return one line, or null if all is well or nothing is known
   */
  public @Nullable String trouble(String channel, String setting) {
    Status last = last(channel);
    return last == null || WELL.contains(last.word())
        ? null
        : setting + ": a sessão '" + last.session() + "' está " + last.word();
  }

  /**
   * Tells whether the session has come back: its last status is a good one, and later than a
   * moment.
   *
   * @param channel its id
   * @param moment when a message could not go out
   */
  public boolean backSince(String channel, Instant moment) {
    Status last = last(channel);
    return last != null && last.word().equals("WORKING") && last.since().isAfter(moment);
  }

  private @Nullable Status last(String channel) {
    Instant now = clock.instant();
    Looked last = looked.get(channel);
    if (last == null || last.at().isBefore(now.minus(LOOK_AGAIN))) {
      last = new Looked(now, look(channel, last == null ? null : last.status()));
      looked.put(channel, last);
    }
    return last.status();
  }

  private @Nullable Status look(String channel, @Nullable Status before) {
    try {
      return jdbc.sql(
              """
              select session, status, since from channel_session
               where channel = ? order by since desc limit 1
              """)
          .param(channel)
          .query(
              (row, n) ->
                  new Status(
                      row.getString("session"),
                      row.getString("status"),
                      row.getTimestamp("since").toInstant()))
          .optional()
          .orElse(null);
    } catch (DataAccessException e) {
      log.debug("The status of a session is not known while PostgreSQL is away");
      return before;
    }
  }
}
