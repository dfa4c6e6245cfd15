package dev.recado.systems.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message in the engine's own form ({@code _data}), as a gateway passes it on.
 *
 * <p>NOWEB and GOWS hold WhatsApp's own structure, with one part for each kind of content; WEBJS
 * holds a flat object with a type. The names differ a little by engine
 * (docs/contracts.md#waha-messages).
 *
 * @param data the engine's object
 * @param message the parts of NOWEB and GOWS, without any wrapping
 */
public record RawMessage(JsonNode data, JsonNode message) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The places of the label of a tapped button or row. */
  private static final String[] TAPPED = {
    "/templateButtonReplyMessage/selectedDisplayText",
    "/buttonsResponseMessage/selectedDisplayText",
    "/buttonsResponseMessage/Response/SelectedDisplayText",
    "/listResponseMessage/title",
    "/listResponseMessage/description",
    "/interactiveResponseMessage/body/text",
  };

  private static final String[] FLOW_ANSWERS = {
    "/interactiveResponseMessage/nativeFlowResponseMessage/paramsJson",
    "/interactiveResponseMessage/nativeFlowResponseMessage/paramsJSON",
    "/interactiveResponseMessage/InteractiveResponseMessage/NativeFlowResponseMessage/paramsJson",
    "/interactiveResponseMessage/InteractiveResponseMessage/NativeFlowResponseMessage/paramsJSON",
  };

  /** The places of the id of a tapped button, for one without a label. */
  private static final String[] CHOSEN = {
    "/templateButtonReplyMessage/selectedId",
    "/templateButtonReplyMessage/selectedID",
    "/buttonsResponseMessage/selectedButtonId",
    "/buttonsResponseMessage/selectedButtonID",
    "/listResponseMessage/singleSelectReply/selectedRowId",
    "/listResponseMessage/singleSelectReply/selectedRowID",
  };

  private static final String[] WRITTEN = {
    "/conversation",
    "/extendedTextMessage/text",
    "/imageMessage/caption",
    "/videoMessage/caption",
    "/documentMessage/caption",
  };

  /** WEBJS's types of a tap; in all other types {@code body} may be a picture in base64. */
  private static final Set<String> TAPS_OF_WEBJS =
      Set.of(
          "buttons_response",
          "list_response",
          "template_button_reply",
          "interactive_response",
          "native_flow_response");

  private static final String[] TAPPED_IN_WEBJS = {
    "/selectedDisplayText", "/listResponse/title", "/title", "/body", "/caption",
  };

  private static final String[] CHOSEN_IN_WEBJS = {
    "/selectedButtonId",
    "/selectedId",
    "/selectedRowId",
    "/listResponse/singleSelectReply/selectedRowId",
  };

  /** Reads the engine's object out of a payload. */
  public static RawMessage of(JsonNode payload) {
    JsonNode data = payload.path("_data");
    return new RawMessage(data, unwrapped(data.path(data.has("Message") ? "Message" : "message")));
  }

  /**
   * Unwraps a message that is shown once, disappears or belongs to an album: it lies one level
   * deeper.
   */
  public static JsonNode unwrapped(JsonNode message) {
    for (Map.Entry<String, JsonNode> part : message.properties()) {
      JsonNode inner = part.getValue().path("message");
      if (inner.isObject()) {
        return unwrapped(inner);
      }
    }
    return message;
  }

  /**
   * Gives the text of a message. A tap on a button or a list row counts as if the customer had
   * typed its label; some engines report a tap only in their own object.
   *
   * @param payload with the engine's object in {@code _data}, and perhaps the text in {@code body}
   */
  public static @Nullable String text(JsonNode payload) {
    RawMessage raw = of(payload);
    String tapped = raw.tapped();
    String body = EngineJson.text(payload, "/body");
    return tapped != null ? tapped : body != null ? body : raw.written();
  }

  /** Gives the type of WEBJS, or null. */
  public @Nullable String type() {
    return EngineJson.text(data, "/type");
  }

  /** Gives the label of a tapped button or list row; null if the customer tapped nothing. */
  public @Nullable String tapped() {
    String type = type();
    if (type != null && TAPS_OF_WEBJS.contains(type)) {
      return first(EngineJson.text(data, TAPPED_IN_WEBJS), EngineJson.text(data, CHOSEN_IN_WEBJS));
    }
    String read = first(EngineJson.text(message, TAPPED), chosenInFlow());
    return first(read, EngineJson.text(message, CHOSEN));
  }

  /** Gives the tapped button or row as the hub names it; null if the customer tapped nothing. */
  public @Nullable Map<String, Object> choice() {
    String title = tapped();
    if (title == null) {
      return null;
    }
    String type = type();
    boolean webjs = type != null && TAPS_OF_WEBJS.contains(type);
    String id = webjs ? EngineJson.text(data, CHOSEN_IN_WEBJS) : EngineJson.text(message, CHOSEN);
    return Map.of("id", id == null ? title : id, "title", title);
  }

  /** Gives the typed text or the caption; null if there is none. */
  public @Nullable String written() {
    return written(message);
  }

  /** Gives the typed text or the caption of parts; null if there is none. */
  public static @Nullable String written(JsonNode message) {
    return EngineJson.text(unwrapped(message), WRITTEN);
  }

  /** The answer in a WhatsApp Flow, which is JSON within JSON. */
  private @Nullable String chosenInFlow() {
    String params = EngineJson.text(message, FLOW_ANSWERS);
    return params == null
        ? null
        : EngineJson.text(parsed(params), "/display_text", "/title", "/description", "/id");
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
