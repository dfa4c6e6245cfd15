package dev.recado.spine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes and reads {@code schedule.fired}, the event that a flow's time has come. */
final class ScheduleEvents implements EventReader {

  static final String CLOCK = "clock";

  private static final String SOURCE = "schedule";
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  private final OwnRecords records;
  private final ObjectMapper json;

  ScheduleEvents(ObjectMapper json) {
    this.json = json;
    this.records = new OwnRecords(SOURCE, json);
  }

  /** The event of a planned time. Each hub writes the same event, however often. */
  InboundRecord planned(Schedule schedule, Schedule.Firing firing, Instant now) {
    String key = schedule.key() + "@" + firing.planned();
    return record(schedule, key, firing, CLOCK, now);
  }

  /** The event of a person who starts a flow now. Each start is a new event. */
  InboundRecord now(Schedule schedule, String by, Instant now) {
    String key = schedule.key() + "!" + UUID.randomUUID();
    return record(schedule, key, new Schedule.Firing(now, 0), by, now);
  }

  private InboundRecord record(
      Schedule schedule, String key, Schedule.Firing firing, String by, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("schedule", schedule.key());
    body.put("group", schedule.group());
    body.put("name", schedule.name());
    body.put("planned", firing.planned().toString());
    body.put("local", LOCAL.format(firing.planned().atZone(schedule.zone())));
    body.put("zone", schedule.zone().getId());
    body.put("missed", firing.leftOut());
    body.put("by", by);
    Identity identity = new Identity(key, subject(schedule.key()));
    return records.write(identity, body, now);
  }

  /** The subject of all events of a schedule. */
  static String subject(String key) {
    return SOURCE + ":" + key;
  }

  /**
   * What an event says about its time.
   *
   * @param planned when it was due
   * @param missed how many missed times before it were left out
   * @param by {@link #CLOCK}, or the person who started it
   */
  record Fired(Instant planned, int missed, String by) {}

  /** Reads the bytes of an event. */
  Fired fired(byte[] raw) {
    try {
      JsonNode body = json.readTree(raw);
      return new Fired(
          Instant.parse(body.path("planned").asText()),
          body.path("missed").asInt(),
          body.path("by").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("The event of a schedule was not written by a hub", e);
    }
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    return List.of(Event.of(record, EventTypes.SCHEDULE_FIRED, records.read(record)));
  }
}
