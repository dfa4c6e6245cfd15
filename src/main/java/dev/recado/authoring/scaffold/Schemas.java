package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.authoring.lint.CamelSchema;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.systems.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the schemas that editors use to complete and check files, from Camel's schema and a routes
 * folder.
 */
final class Schemas {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<KameletShape> kamelets;
  private final Map<String, JsonNode> events = new LinkedHashMap<>();

  /** Declared sources whose events may have any type that begins with their name. */
  private final Set<String> open = new TreeSet<>();

  Schemas(RouteFiles routes) {
    kamelets = KameletShape.all(routes);
    KameletShape.yaml(new String(Blueprints.bytes("events.yaml"), StandardCharsets.UTF_8))
        .properties()
        .forEach(event -> events.put(event.getKey(), event.getValue()));
    SourceFile.all(routes).forEach(this::declared);
  }

  private void declared(SourceFile source) {
    source
        .types()
        .forEach(
            (type, description) ->
                events.putIfAbsent(
                    type,
                    JSON.createObjectNode()
                        .put("source", source.name().orElseThrow())
                        .put("description", description)));
    source.name().filter(name -> source.types().isEmpty()).ifPresent(open::add);
  }

  /**
   * Makes all schemas.
   *
   * @return their texts by name, relative to the folder of the schemas
   * @throws IOException if one of the hub's own schemas cannot be read
   */
  Map<String, String> files() throws IOException {
    Map<String, String> descriptions = new LinkedHashMap<>();
    events.forEach((type, event) -> descriptions.put(type, event.path("description").asText()));
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "route.json", RouteSchema.text(RouteSchema.of(CamelSchema.read(), kamelets, descriptions)));
    files.put("test.json", text(TestSchema.of(base("test.json"), kamelets, events, open)));
    files.put("source.json", text(sources()));
    files.put("kamelet.json", text(base("kamelet.json")));
    files.put("effect.json", text(EffectCatalogue.of(kamelets)));
    files.put("kaoto-kamelets.json", text(KaotoCatalogue.of(kamelets)));
    return files;
  }

  private static ObjectNode sources() throws IOException {
    ObjectNode schema = base("source.json");
    ArrayNode presets = (ArrayNode) schema.at("/properties/preset/enum");
    SourceFile.presets().forEach(presets::add);
    return schema;
  }

  private static ObjectNode base(String name) throws IOException {
    return (ObjectNode) JSON.readTree(Blueprints.bytes("schema/" + name));
  }

  private static String text(JsonNode node) throws JsonProcessingException {
    // Jackson uses the line ends of the system, but the files must be the same everywhere.
    return JSON.writeValueAsString(node).replace("\r\n", "\n") + "\n";
  }
}
