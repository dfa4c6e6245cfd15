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
 * Reads how Kamelets describe the bodies that they leave: {@code spec.dataTypes.out} of Camel's
 * Kamelet resource, with JSON Schemas. A Kamelet without it leaves the body unchanged.
 */
public final class ActionShapes {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The hub's own keyword: it names the parameter that lists the fields of this one answer. */
  private static final String LISTED_IN = "x-listed-in";

  /** Ours: the name of the variable that holds the answer, where the body is left alone. */
  private static final String VARIABLE = "x-variable";

  /** What stands behind the name of a field for the name of the record that it points to. */
  private static final String NAME_OF = "_name";

  private final Function<String, Optional<String>> source;
  private final Map<String, JsonNode> read = new ConcurrentHashMap<>();

  /**
   * Creates one. It reads a file when it first needs it.
   *
   * @param source gives the YAML of a Kamelet by its name, or empty if there is none
   */
  public ActionShapes(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /**
   * Finds the shape of the body that a Kamelet leaves.
   *
   * <p>If there are several types, the one that a parameter names counts, such as {@code lead} for
   * {@code kind: lead}; otherwise the default. Without a default the shape is unknown.
   *
   * @param kamelet its name
   * @param parameters as they stand in the flow; an expression names no type
   * @return empty if the Kamelet leaves the body alone, if its shape is unknown, or if there is no
   *     such Kamelet
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

  /**
   * Finds the variable that a Kamelet leaves its answer in, whoever calls it.
   *
   * @param kamelet its name
   * @return empty where its answer is the body, or where it has none
   */
  public Optional<String> variable(String kamelet) {
    JsonNode out = read.computeIfAbsent(kamelet, this::out);
    JsonNode schema = out.path("types").path(out.path("default").asText()).path("schema");
    return Optional.ofNullable(schema.path(VARIABLE).textValue());
  }

  private JsonNode out(String kamelet) {
    try {
      String yaml = source.apply(kamelet).orElse("");
      Object resource = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return JSON.valueToTree(resource).at("/spec/dataTypes/out");
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The build of the routes reports what is wrong with the file.
      return MissingNode.getInstance();
    }
  }

  /**
   * A map of the fields that a parameter lists. A many2one field has a second field with the
   * record's name.
   */
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
