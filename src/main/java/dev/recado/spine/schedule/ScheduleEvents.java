package dev.recado.spine.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code schedule.fired}: it is time for a flow. */
final class ScheduleEvents implements EventReader {

  static final String CLOCK = "clock";

  private static final String SOURCE = "schedule";
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
  private static final TypeReference<Map<String, @Nullable Object>> BODY = new TypeReference<>() {};

  private final ObjectMapper json;

  ScheduleEvents(ObjectMapper json) {
    this.json = json;
  }

  /** The event of a planned time; the same whichever hub writes it, and how often. */
  InboundRecord planned(Schedule schedule, Schedule.Firing firing, Instant now) {
    String key = schedule.key() + "@" + firing.planned();
    return record(schedule, key, firing, CLOCK, now);
  }

  /** The event of somebody who did not want to wait; each time another one. */
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
    Identity identity = new Identity(key, "schedule:" + schedule.key());
    return InboundRecord.of(SOURCE, identity, now, "application/json", bytes(body));
  }

  private byte[] bytes(Map<String, Object> body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    try {
      return List.of(
          new Event(
              record.id(),
              record.source(),
              EventTypes.SCHEDULE_FIRED,
              record.subject(),
              record.receivedAt(),
              json.readValue(record.body(), BODY)));
    } catch (IOException e) {
      throw new UnreadableException("The record was not written by a hub", e);
    }
  }
}
