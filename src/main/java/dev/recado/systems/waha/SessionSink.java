package dev.recado.systems.waha;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Notes what webhooks tell of sessions: their status, and that they come at all. */
final class SessionSink implements EventSink {

  /** One note in this time is enough for a person who wonders whether webhooks come. */
  private static final Duration NOTE_EVERY = Duration.ofSeconds(10);

  private final WahaSessions sessions;
  private final SessionTable table;
  private final Map<Source, Instant> noted = new ConcurrentHashMap<>();

  SessionSink(WahaSessions sessions, SessionTable table) {
    this.sessions = sessions;
    this.table = table;
  }

  private record Source(String channel, String session) implements Comparable<Source> {
    @Override
    public int compareTo(Source other) {
      return (channel + " " + session).compareTo(other.channel + " " + other.session);
    }
  }

  @Override
  public Set<String> types() {
    return Set.of(
        EventTypes.WHATSAPP_SESSION_STATUS,
        EventTypes.WHATSAPP_MESSAGE_RECEIVED,
        EventTypes.WHATSAPP_MESSAGE_SENT,
        EventTypes.WHATSAPP_MESSAGE_STATUS);
  }

  /** The sources in order, so that two processes never wait for each other. */
  @Override
  public void take(List<Event> events) {
    Map<Source, Instant> heard = new TreeMap<>();
    for (Event event : events) {
      String channel = text(event, "channel");
      String session = text(event, "session");
      if (!WahaProvider.NAME.equals(event.source()) || channel == null || session == null) {
        continue;
      }
      if (event.type().equals(EventTypes.WHATSAPP_SESSION_STATUS)) {
        status(event, channel, session);
      } else if (event.body().get(WahaHistory.MARK) == null) {
        heard.merge(
            new Source(channel, session),
            event.receivedAt(),
            (one, other) -> one.isAfter(other) ? one : other);
      }
    }
    heard.forEach(this::heard);
  }

  private void heard(Source source, Instant at) {
    Instant last = noted.get(source);
    if (last == null || !last.plus(NOTE_EVERY).isAfter(at)) {
      table.heard(source.channel(), source.session(), at);
      noted.put(source, at);
    }
  }

  private void status(Event event, String channel, String session) {
    String status = text(event, "status");
    if (status != null && SessionRow.isStatus(status)) {
      sessions.report(channel, session, status, at(event), false);
    }
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
}
