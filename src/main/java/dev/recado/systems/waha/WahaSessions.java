package dev.recado.systems.waha;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers the last status of each WAHA session, for all processes of the hub. */
final class WahaSessions implements EventSink {

  private static final Logger log = LoggerFactory.getLogger(WahaSessions.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** In these states messages go out, or will soon without help. */
  private static final Set<String> WELL = Set.of("WORKING", "STARTING");

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String session;
  private volatile Instant lookedAt = Instant.MIN;
  private volatile @Nullable String trouble;

  WahaSessions(JdbcClient jdbc, Clock clock, String session) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.session = session;
  }

  @Override
  public Set<String> types() {
    return Set.of(EventTypes.WHATSAPP_SESSION_STATUS);
  }

  @Override
  public void take(List<Event> events) {
    events.forEach(this::take);
  }

  private void take(Event event) {
    String name = text(event, "session");
    String status = text(event, "status");
    if (name == null || status == null) {
      return;
    }
    boolean changed = write(name, status, at(event));
    lookedAt = Instant.MIN;
    if (changed && !WELL.contains(status)) {
      log.warn("WAHA's session '{}' is {}", name, status);
    }
  }

  /** Stores a status; false for one that is older than the known one, and for a new QR code. */
  private boolean write(String name, String status, Instant at) {
    int changed =
        jdbc.sql(
                """
                insert into channel_session as s (channel, session, status, since)
                values ('waha', ?, ?, ?)
                    on conflict (channel, session) do update
                   set status = excluded.status, since = excluded.since
                 where s.since <= excluded.since and s.status <> excluded.status
                """)
            .params(name, status, Timestamp.from(at))
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
   * Why the configured session takes no messages, by its last status; the answer is cached briefly.
   */
  @Nullable String trouble() {
    Instant now = clock.instant();
    if (lookedAt.isBefore(now.minus(LOOK_AGAIN))) {
      lookedAt = now;
      trouble = look();
    }
    return trouble;
  }

  private @Nullable String look() {
    try {
      Optional<String> status =
          jdbc.sql("select status from channel_session where channel = 'waha' and session = ?")
              .param(session)
              .query(String.class)
              .optional();
      return status
          .filter(known -> !WELL.contains(known))
          .map(known -> "WAHA_SESSION: the session '" + session + "' is " + known)
          .orElse(null);
    } catch (DataAccessException e) {
      log.debug("The status of WAHA's session is not known while PostgreSQL is away");
      return trouble;
    }
  }
}
