package dev.recado.systems.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of webhooks of gateways. */
public final class EngineBody {

  /** The name becomes part of an address within the hub. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}");

  /** A secret has no business in an event, whatever a later version calls it. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(api_?key|token|secret|password|qr_?code|base64).*");

  /** A longer text is a file. */
  private static final int LONGEST = 1000;

  private EngineBody() {}

  /**
   * Reads the body of a record.
   *
   * @throws UnreadableException if it is no JSON object; without the text, which holds people's
   *     words
   */
  public static JsonNode tree(InboundRecord record) {
    try {
      JsonNode tree = EngineJson.MAPPER.readTree(record.body());
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      throw new UnreadableException("The body is not the JSON that the gateway sends", e);
    }
    throw new UnreadableException("The body is not a JSON object", null);
  }

  /**
   * Reads the name of the event.
   *
   * @throws UnreadableException if there is none
   */
  public static String name(JsonNode tree) {
    String name = EngineJson.text(tree.path("event"));
    if (name == null || !NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      throw new UnreadableException("The webhook names no event", null);
    }
    return name;
  }

  /**
   * Adds the scalars of an event that the hub has no fields for, under the gateway's names.
   *
   * @param body what every event tells
   * @param data the event's own part
   * @param leftOut fields that are not taken
   */
  public static Map<String, @Nullable Object> scalars(
      Map<String, @Nullable Object> body, JsonNode data, Set<String> leftOut) {
    data.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              boolean fits = value.isValueNode() && value.asText().length() <= LONGEST;
              String name = Scalars.usable(field.getKey());
              if (fits
                  && name != null
                  && !leftOut.contains(name)
                  && !SECRET.matcher(name).matches()) {
                body.putIfAbsent(name, EngineJson.scalar(value));
              }
            });
    return body;
  }
}
