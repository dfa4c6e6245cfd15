package dev.recado.systems.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Some scalars of a body, read while its bytes are parsed, because the ingress builds no tree. */
public final class Scalars {

  /** Keys and subjects are stored and indexed, so a longer text does not count. */
  private static final int LONGEST = 256;

  private final Set<String> wanted;
  private final Set<String> onTheWay;

  /**
   * Creates a reader.
   *
   * @param wanted the fields, as their names from the outside in, separated by slashes
   */
  public Scalars(Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
    this.onTheWay =
        wanted.stream().flatMap(Scalars::parents).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> parents(String path) {
    return IntStream.range(0, path.length())
        .filter(i -> path.charAt(i) == '/')
        .mapToObj(i -> path.substring(0, i));
  }

  /**
   * Reads a body.
   *
   * @param body any bytes
   * @return the wanted fields that it has; none of a body that cannot be parsed to its end
   */
  public Map<String, String> of(byte[] body) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser parser = EngineJson.MAPPER.getFactory().createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, "", found);
      }
      return found;
    } catch (IOException unreadable) {
      return Map.of();
    }
  }

  private void object(JsonParser parser, String prefix, Map<String, String> found)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && onTheWay.contains(path)) {
        object(parser, path + "/", found);
      } else if (value.isScalarValue() && wanted.contains(path)) {
        String text = usable(value == JsonToken.VALUE_NULL ? null : parser.getText());
        if (text != null) {
          found.put(path, text);
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  /** Returns the text if it can be stored, compared and indexed, otherwise null. */
  public static @Nullable String usable(@Nullable String text) {
    return text == null
            || text.isBlank()
            || text.length() > LONGEST
            || text.chars().anyMatch(Character::isISOControl)
        ? null
        : text;
  }
}
