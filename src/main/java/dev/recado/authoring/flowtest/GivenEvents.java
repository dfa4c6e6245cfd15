package dev.recado.authoring.flowtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads the events that cases give directly to a flow. */
final class GivenEvents implements EventReader {

  private static final String SOURCE = "test";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> BODY =
      new TypeReference<>() {};

  @Override
  public String source() {
    return SOURCE;
  }

  static InboundRecord record(When.GivenEvent event, int number, Instant now) {
    try {
      byte[] bytes = JSON.writeValueAsBytes(event.body());
      Identity identity = new Identity(event.type().text() + "#" + number, event.subject());
      return InboundRecord.of(SOURCE, identity, now, "application/json", bytes);
    } catch (JsonProcessingException e) {
      throw event.type().wrong("Cannot write the body as JSON");
    }
  }

  @Override
  public List<Event> read(InboundRecord record) {
    String type = record.key().substring(0, record.key().lastIndexOf('#'));
    try {
      Map<String, @Nullable Object> body = JSON.readValue(record.body(), BODY);
      return List.of(
          new Event(record.id(), SOURCE, type, record.subject(), record.receivedAt(), body));
    } catch (IOException e) {
      throw new UnreadableException("Cannot read the event of a test", e);
    }
  }
}
