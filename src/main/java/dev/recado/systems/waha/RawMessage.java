package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message as the engine holds it ({@code _data}), read only where WAHA's own fields say nothing.
 *
 * <p>NOWEB and GOWS hold WhatsApp's own structure, with one part for each kind of content; WEBJS
 * holds a flat object with a type. Each writes names a little differently (docs/contracts.md#waha-messages).
 *
 * @param data the engine's object
 * @param message NOWEB's and GOWS's parts, taken out of whatever they are wrapped in
 */
record RawMessage(JsonNode data, JsonNode message) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The places of what a person reads on the button or row that he taps. */
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

  /** What is told where a button has no text. */
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

  /** WEBJS's types of a tap; of all others {@code body} may be a picture in base64. */
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

  static RawMessage of(JsonNode payload) {
    JsonNode data = payload.path("_data");
    return new RawMessage(data, unwrapped(data.path(data.has("Message") ? "Message" : "message")));
  }

  /** What is seen once, vanishes, or belongs to an album has its message one level further in. */
  static JsonNode unwrapped(JsonNode message) {
    for (Map.Entry<String, JsonNode> part : message.properties()) {
      JsonNode inner = part.getValue().path("message");
      if (inner.isObject()) {
        return unwrapped(inner);
      }
    }
    return message;
  }

  /** WEBJS's type, or null. */
  @Nullable String type() {
    return WahaJson.text(data, "/type");
  }

  /**
   * What the customer said by a tap on a button or a row of a list; null where he tapped nothing.
   */
  @Nullable String tapped() {
    String type = type();
    if (type != null && TAPS_OF_WEBJS.contains(type)) {
      return first(WahaJson.text(data, TAPPED_IN_WEBJS), WahaJson.text(data, CHOSEN_IN_WEBJS));
    }
    String read = first(WahaJson.text(message, TAPPED), chosenInFlow());
    return first(read, WahaJson.text(message, CHOSEN));
  }

  /** What was typed, or stands under a picture; null where there is none. */
  @Nullable String written() {
    return written(message);
  }

  static @Nullable String written(JsonNode message) {
    return WahaJson.text(unwrapped(message), WRITTEN);
  }

  /** Its answer is JSON within JSON. */
  private @Nullable String chosenInFlow() {
    String params = WahaJson.text(message, FLOW_ANSWERS);
    return params == null
        ? null
        : WahaJson.text(parsed(params), "/display_text", "/title", "/description", "/id");
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
