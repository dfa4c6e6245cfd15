package dev.recado.systems.waha;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.recado.systems.engine.EngineJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a webhook, read while its bytes are parsed, because the ingress builds no tree. */
final class Glance implements Fields {

  private static final Set<String> OF_A_MESSAGE =
      Set.of(
          MESSAGE_ID,
          MESSAGE_ID_OF_WEBJS,
          FROM,
          TO,
          FROM_ME,
          ALTERNATIVE,
          ALTERNATIVE_SENDER,
          ALTERNATIVE_RECIPIENT);

  private static final Set<String> WANTED =
      Stream.concat(
              Stream.of(EVENT, ID, SESSION, ACK, PARTICIPANT, STUB, TYPE),
              Stream.of(PAYLOAD, AFTER, BEFORE)
                  .flatMap(
                      place ->
                          OF_A_MESSAGE.stream()
                              .map(path -> place + path.substring(PAYLOAD.length()))))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> ON_THE_WAY =
      WANTED.stream().flatMap(Glance::parents).collect(Collectors.toUnmodifiableSet());

  private final Map<String, String> found = new HashMap<>();

  private Glance() {}

  private static Stream<String> parents(String path) {
    return IntStream.range(0, path.length())
        .filter(i -> path.charAt(i) == '/')
        .mapToObj(i -> path.substring(0, i));
  }

  /** Reads a body; a body that cannot be parsed to its end has no fields. */
  static Glance at(byte[] body) {
    Glance glance = new Glance();
    try (JsonParser parser = EngineJson.MAPPER.getFactory().createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        glance.object(parser, "");
      }
      return glance;
    } catch (IOException unreadable) {
      return new Glance();
    }
  }

  private void object(JsonParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && ON_THE_WAY.contains(path)) {
        object(parser, path + "/");
      } else if (value.isScalarValue() && WANTED.contains(path)) {
        note(path, value == JsonToken.VALUE_NULL ? null : parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private void note(String path, @Nullable String text) {
    String usable = Fields.usable(text);
    if (usable != null) {
      found.put(path, usable);
    }
  }

  @Override
  public @Nullable String get(String path) {
    return found.get(path);
  }
}
