package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Meta's Cloud API as far as a hub calls it (docs/contracts.md#meta-sending). It takes any number
 * of the business and knows one token.
 */
@RestController
@RequestMapping("/simulator/graph")
@Conditional(OnSimulator.class)
class GraphController {

  private static final String VERSION = "/{version:v\\d{1,3}\\.\\d{1,2}}";
  private static final String NUMBER = "\\d{5,25}";
  private static final String TOKEN = "Bearer " + SimulatorController.KEY;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Meta says about a number; without {@code fields} only the first. */
  private static final Map<String, String> ABOUT =
      Map.of(
          "verified_name", "Recado",
          "display_phone_number", "+55 11 90000-0000",
          "quality_rating", "GREEN",
          "code_verification_status", "VERIFIED",
          "name_status", "APPROVED",
          "status", "CONNECTED",
          "platform_type", "CLOUD_API",
          "messaging_limit_tier", "TIER_UNLIMITED");

  private static final List<String> BY_DEFAULT =
      List.of("verified_name", "display_phone_number", "quality_rating");

  private final SimulatedMeta meta;
  private final Supplier<String> hub;

  GraphController(SimulatedMeta meta, SimulatorAddress hub) {
    this.meta = meta;
    this.hub = hub;
  }

  @PostMapping(path = VERSION + "/{number}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
  ObjectNode messages(
      @PathVariable String number,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
      @RequestBody(required = false) byte @Nullable [] body) {
    check(token);
    if (!number.matches(NUMBER)) {
      throw GraphError.noObject(number);
    }
    JsonNode request = tree(body);
    return request.has("status") ? meta.read(number, request) : meta.send(number, request);
  }

  private static void check(@Nullable String token) {
    if (!TOKEN.equals(token)) {
      throw GraphError.token();
    }
  }

  private static JsonNode tree(byte @Nullable [] body) {
    try {
      JsonNode tree = JSON.readTree(body == null ? new byte[0] : body);
      if (tree.isObject()) {
        return tree;
      }
    } catch (IOException noJson) {
      throw GraphError.parameter("The body is not JSON");
    }
    throw GraphError.parameter("The body is not a JSON object");
  }

  @GetMapping(path = VERSION + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ObjectNode about(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
      @RequestParam(required = false) @Nullable List<String> fields) {
    check(token);
    return SampleFile.ofMediaId(id)
        .map(file -> media(id, file))
        .orElseGet(() -> number(id, fields == null ? BY_DEFAULT : fields));
  }

  private ObjectNode media(String id, SampleFile file) {
    ObjectNode media = JsonNodeFactory.instance.objectNode();
    media.put("url", hub.get() + "/simulator/graph/files/" + id);
    media.put("mime_type", file.type().mimetype());
    media.put("sha256", HexFormat.of().formatHex(file.sha256()));
    media.put("file_size", file.bytes().length);
    return media.put("id", id).put("messaging_product", "whatsapp");
  }

  private static ObjectNode number(String id, List<String> fields) {
    if (!id.matches(NUMBER)) {
      throw GraphError.noObject(id);
    }
    ObjectNode number = JsonNodeFactory.instance.objectNode();
    for (String field : fields) {
      String value = ABOUT.get(field);
      if (value != null) {
        number.put(field, value);
      } else if (!field.equals("id")) {
        throw GraphError.noField(field);
      }
    }
    return number.put("id", id);
  }

  /** The file itself; Meta wants the token for it, too. */
  @GetMapping("/files/{id}")
  ResponseEntity<byte[]> file(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token) {
    check(token);
    SampleFile file = SampleFile.ofMediaId(id).orElseThrow(() -> GraphError.noObject(id));
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, file.type().mimetype())
        .body(file.bytes());
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> refused(GraphError error) {
    return ResponseEntity.status(error.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(error.body());
  }
}
