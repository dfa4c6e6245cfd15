package dev.recado.authoring.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers from Camel's YAML schema what may stand where. */
final class Schema {

  private static final String EXPRESSION = "org.apache.camel.model.language.ExpressionDefinition";

  private final JsonNode root;
  private final JsonNode definitions;
  private final Map<JsonNode, Shape> shapes = Collections.synchronizedMap(new IdentityHashMap<>());

  private Schema(JsonNode root) {
    this.root = root;
    this.definitions = root.path("items").path("definitions");
  }

  static Schema ofCamel() {
    return new Schema(CamelSchema.read());
  }

  /** The items at the top level of a file, with one key each. */
  JsonNode top() {
    return root.path("items");
  }

  JsonNode step() {
    return definitions.path("org.apache.camel.model.ProcessorDefinition");
  }

  JsonNode resolve(JsonNode schema) {
    JsonNode here = schema;
    while (here.has("$ref")) {
      String ref = here.path("$ref").asText();
      here = definitions.path(ref.substring(ref.lastIndexOf('/') + 1));
    }
    return here;
  }

  /** Several keys of which one must be present. */
  record Group(List<String> names, boolean needed, boolean expression) {}

  /** The keys that a map may have. */
  record Shape(
      Map<String, JsonNode> properties, List<String> required, List<Group> groups, boolean open) {}

  /** The shape of the map that a schema allows, or null if it allows none. */
  @Nullable Shape shape(JsonNode schema) {
    JsonNode resolved = resolve(schema);
    JsonNode object = object(resolved);
    return object == null ? null : shapes.computeIfAbsent(resolved, whole -> make(whole, object));
  }

  private @Nullable JsonNode object(JsonNode schema) {
    if (schema.path("type").asText().equals("object") || schema.has("properties")) {
      return schema;
    }
    for (JsonNode option : schema.path("oneOf")) {
      JsonNode resolved = resolve(option);
      if (resolved.path("type").asText().equals("object")) {
        return resolved;
      }
    }
    return null;
  }

  private Shape make(JsonNode whole, JsonNode object) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    object.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
    List<Group> groups = new ArrayList<>();
    object.path("anyOf").forEach(group -> groups.add(group(group, properties)));
    if (object.has("oneOf") && object.has("properties")) {
      groups.add(group(object, properties));
    }
    List<String> required = new ArrayList<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    if (whole != object) {
      whole.path("required").forEach(name -> required.add(name.asText()));
    }
    boolean closed = object.path("additionalProperties").isBoolean();
    return new Shape(properties, required, groups, !closed && properties.isEmpty());
  }

  private Group group(JsonNode group, Map<String, JsonNode> properties) {
    List<String> names = new ArrayList<>();
    boolean[] flags = {true, false};
    collect(group, properties, names, flags);
    return new Group(names, flags[0], flags[1]);
  }

  private void collect(
      JsonNode group, Map<String, JsonNode> properties, List<String> names, boolean[] flags) {
    for (JsonNode option : group.has("oneOf") ? group.path("oneOf") : List.of(group)) {
      if (option.has("not")) {
        flags[0] = false;
      } else if (option.path("$ref").asText().endsWith(EXPRESSION)) {
        flags[1] = true;
        resolve(option).path("anyOf").forEach(inner -> collect(inner, properties, names, flags));
      } else {
        for (JsonNode name : option.path("required")) {
          names.add(name.asText());
          JsonNode schema = option.path("properties").path(name.asText());
          if (!schema.isMissingNode() && !schema.isEmpty()) {
            properties.put(name.asText(), schema);
          }
        }
      }
    }
  }
}
