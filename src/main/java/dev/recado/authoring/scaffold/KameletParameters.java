package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a step may give a Kamelet. */
final class KameletParameters {

  private KameletParameters() {}

  /** An object of the parameters; any other name is an error. */
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
    } else {
      // A bare 5 or true is text all the same once Camel has it.
      parameter.putArray("type").add("string").add("number").add("boolean");
    }
    return parameter;
  }

  /** Instead of a value: what Camel puts in its place when it loads or runs the flow. */
  private static void expression(ObjectNode schema) {
    schema.put("type", "string").put("pattern", "\\$\\{|\\{\\{|^(true|false)$");
  }
}
