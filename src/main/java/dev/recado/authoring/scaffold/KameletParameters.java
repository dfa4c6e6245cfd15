package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON Schema of the parameters that a step may give a Kamelet. */
final class KameletParameters {

  private KameletParameters() {}

  /** An object of the parameters. Any other name is an error. */
  static ObjectNode schema(KameletShape kamelet) {
    JsonNode definition = kamelet.definition();
    ObjectNode schema = new ObjectMapper().createObjectNode();
    schema.put("type", "object");
    schema.put("title", definition.path("title").asText());
    schema.put("description", kamelet.description());
    ObjectNode properties = schema.putObject("properties");
    definition
        .path("properties")
        .properties()
        .forEach(entry -> properties.set(entry.getKey(), parameter(entry.getValue())));
    if (!definition.path("required").isEmpty()) {
      schema.set("required", definition.get("required"));
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode parameter(JsonNode declared) {
    ObjectNode parameter = new ObjectMapper().createObjectNode();
    for (String field : List.of("title", "description", "default")) {
      if (declared.has(field) && !declared.get(field).asText().isEmpty()) {
        parameter.set(
            field,
            declared.get(field).isTextual()
                ? parameter.textNode(declared.get(field).asText().strip())
                : declared.get(field));
      }
    }
    if (declared.has("example")) {
      parameter.putArray("examples").add(declared.get("example"));
    }
    if (declared.has("enum")) {
      ArrayNode either = parameter.putArray("anyOf");
      either.addObject().set("enum", declared.get("enum"));
      expression(either.addObject());
    } else if (declared.path("type").asText().equals("boolean")) {
      ArrayNode either = parameter.putArray("anyOf");
      either.addObject().put("type", "boolean");
      expression(either.addObject());
    } else if (declared.path("type").asText().matches("object|array")) {
      // A text is an expression that gives one.
      parameter.putArray("type").add(declared.path("type").asText()).add("string");
    } else {
      // Camel reads a bare 5 or true as text, too.
      parameter.putArray("type").add("string").add("number").add("boolean");
    }
    return parameter;
  }

  /**
   * Also allows an expression or placeholder instead of a value; Camel replaces it when it loads or
   * runs the flow.
   */
  private static void expression(ObjectNode schema) {
    schema.put("type", "string").put("pattern", "\\$\\{|\\{\\{|^(true|false)$");
  }
}
