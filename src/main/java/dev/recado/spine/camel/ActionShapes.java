package dev.recado.spine.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads what Kamelets say of the bodies they leave: {@code spec.dataTypes.out} of Camel's Kamelet
 * resource, its schemas being JSON Schema. A Kamelet without it leaves the body as it was.
 */
public final class ActionShapes {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Ours: the name of the parameter that lists the fields of this one answer. */
  private static final String LISTED_IN = "x-listed-in";

  /** What stands behind the name of a field for the name of the record that it points to. */
  private static final String NAME_OF = "_name";

  private final Function<String, Optional<String>> source;
  private final Map<String, JsonNode> read = new ConcurrentHashMap<>();

  /**
   * Makes one; a file is read when it is first asked about.
   *
   * @param source gives the YAML of a Kamelet by its name, or empty where there is none
   */
  public ActionShapes(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /**
   * Finds the shape of the body that a Kamelet leaves.
   *
   * <p>Of several types the one counts that a parameter names, such as {@code lead} for {@code
   * kind: lead}; else the default, and without one nothing is known.
   *
   * @param kamelet its name
   * @param parameters as they stand in the flow; what is an expression tells nothing
   * @return empty where it leaves the body alone, or where there is no such Kamelet
   */
  public Optional<Shape> of(String kamelet, Map<String, String> parameters) {
    JsonNode out = read.computeIfAbsent(kamelet, this::out);
    if (out.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode types = out.path("types");
    String type =
        parameters.values().stream()
            .filter(types::has)
            .findFirst()
            .orElse(out.path("default").asText());
    JsonNode schema = types.path(type).path("schema");
    String giver = types.size() < 2 || type.isEmpty() ? kamelet : kamelet + " (" + type + ")";
    return Optional.of(Shape.of(giver, listed(schema, parameters)));
  }

  private JsonNode out(String kamelet) {
    try {
      String yaml = source.apply(kamelet).orElse("");
      Object resource = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return JSON.valueToTree(resource).at("/spec/dataTypes/out");
    } catch (YamlEngineException | IllegalArgumentException e) {
      // Whoever builds the routes says what is wrong with the file.
      return MissingNode.getInstance();
    }
  }

  /** A map of the fields that a parameter lists; a many2one has its name beside it. */
  private static JsonNode listed(JsonNode schema, Map<String, String> parameters) {
    String list = parameters.get(schema.path(LISTED_IN).asText());
    if (list == null || list.contains("${") || list.contains("{{")) {
      return schema;
    }
    ObjectNode narrow = ((ObjectNode) schema).deepCopy();
    ObjectNode properties = narrow.putObject("properties");
    properties.set("id", schema.at("/properties/id"));
    for (String field : list.split(",", -1)) {
      String name = field.strip();
      JsonNode described = schema.path("properties").path(name);
      boolean known = !described.isMissingNode();
      properties.set(name, known ? described : properties.objectNode());
      JsonNode named = schema.path("properties").path(name + NAME_OF);
      if (!known || !named.isMissingNode()) {
        properties.set(name + NAME_OF, known ? named : properties.objectNode());
      }
    }
    narrow.remove("patternProperties");
    return narrow.put("additionalProperties", false);
  }
}
