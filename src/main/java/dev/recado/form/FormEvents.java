package dev.recado.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.flow.Event;
import dev.recado.flow.EventTypes;
import dev.recado.ingress.InboundRecord;
import dev.recado.intake.EventReader;
import dev.recado.intake.UnreadableException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a submitted form into the event {@code form.submitted}; its fields are the event's body.
 */
final class FormEvents implements EventReader {

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> FIELDS =
      new TypeReference<>() {};

  private final ObjectMapper json;

  FormEvents(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public String source() {
    return FormWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    return List.of(
        new Event(
            record.id(),
            record.source(),
            EventTypes.FORM_SUBMITTED,
            record.subject(),
            record.receivedAt(),
            fields(record)));
  }

  private Map<String, @Nullable Object> fields(InboundRecord record) {
    String type = record.contentType() == null ? "" : record.contentType();
    return type.startsWith("application/x-www-form-urlencoded")
        ? pairs(new String(record.body(), StandardCharsets.UTF_8))
        : object(record.body());
  }

  private Map<String, @Nullable Object> object(byte[] body) {
    try {
      Map<String, @Nullable Object> fields = json.readValue(body, FIELDS);
      if (fields == null) {
        throw new UnreadableException("The body is null", null);
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new UnreadableException("The body is neither a JSON object nor a form post", e);
    } catch (IOException e) {
      throw new UnreadableException("The body is not text", e);
    }
  }

  private static Map<String, @Nullable Object> pairs(String body) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        fields.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("A field of the form is badly escaped", e);
    }
  }
}
