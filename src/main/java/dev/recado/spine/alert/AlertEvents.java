package dev.recado.spine.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.Timers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code alert.raised} and {@code alert.cleared}. */
final class AlertEvents implements EventReader {

  private static final String SOURCE = "alert";
  private static final String RAISED = "raised";
  private static final String CLEARED = "cleared";

  private final Timers timers;
  private final OwnRecords records;

  AlertEvents(Timers timers, ObjectMapper json) {
    this.timers = timers;
    this.records = new OwnRecords(SOURCE, json);
  }

  /**
   * Sets the event of an alert that is told, in the transaction of the look.
   *
   * @param via the channel by which a message about it can go out, or null
   */
  UUID raised(Condition condition, Instant since, int count, @Nullable String via, Instant now) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("alert", condition.kind().code());
    body.put("state", RAISED);
    body.put("channel", condition.subject().isEmpty() ? null : condition.subject());
    body.put("title", condition.kind().title());
    body.put("text", condition.text());
    body.put("value", condition.value());
    body.put("threshold", condition.threshold());
    body.put("unit", condition.unit());
    body.put("since", since.toString());
    body.put("count", count);
    body.put("link", condition.link());
    body.put("via", via);
    return set(condition.kind(), condition.subject(), body, now);
  }

  /** Sets the event of an all-clear, in the transaction of the look. */
  UUID cleared(Alert alert, String text, @Nullable String via, Instant now) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("alert", alert.kind().code());
    body.put("state", CLEARED);
    body.put("channel", alert.channel());
    body.put("title", "Resolvido: " + alert.title());
    body.put("text", text);
    body.put("value", alert.value());
    body.put("threshold", alert.threshold());
    body.put("unit", alert.unit());
    body.put("since", alert.since().toString());
    body.put("count", alert.count());
    body.put("link", alert.link());
    body.put("via", via);
    return set(alert.kind(), alert.subject(), body, now);
  }

  /**
   * One look tells each alert once, so its time is part of the key. An all-clear waits for its
   * alert, so that nobody hears of them the wrong way round.
   */
  private UUID set(
      AlertKind kind, String subject, Map<String, @Nullable Object> body, Instant now) {
    String about = kind.code() + ":" + subject;
    Identity identity = new Identity(about + "@" + now, SOURCE + ":" + about);
    InboundRecord record = records.write(identity, body, now);
    timers.setBehind(record, type(body), now);
    return record.id();
  }

  private static String type(Map<String, @Nullable Object> body) {
    return CLEARED.equals(body.get("state")) ? EventTypes.ALERT_CLEARED : EventTypes.ALERT_RAISED;
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = records.read(record);
    return List.of(Event.of(record, type(body), body));
  }
}
