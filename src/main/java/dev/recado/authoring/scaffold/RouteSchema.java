package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.flow.EventTypes;
import java.util.List;
import java.util.Map;

/** Extends Camel's schema of YAML routes with the hub's Kamelets and events. */
final class RouteSchema {

  private static final String DEFINITIONS = "#/items/definitions/";
  private static final String MODEL = "org.apache.camel.model.";
  private static final String KAMELETS = "recado.kamelets";
  private static final String SOURCES = "recado.sources";
  private static final String UNKNOWN =
      "There is no such Kamelet in routes/kamelets. If it is new, run: java -jar target/recado.jar schemas";

  private final ObjectNode schema;
  private final ObjectNode definitions;
  private final List<KameletShape> kamelets;

  private RouteSchema(ObjectNode camel, List<KameletShape> kamelets) {
    this.schema = camel;
    this.definitions = (ObjectNode) camel.at("/items/definitions");
    this.kamelets = kamelets;
  }

  /**
   * Extends Camel's schema.
   *
   * @param camel Camel's schema, which is changed
   * @param kamelets that steps may call
   * @param events descriptions of event types, by type
   */
  static ObjectNode of(ObjectNode camel, List<KameletShape> kamelets, Map<String, String> events) {
    return new RouteSchema(camel, kamelets).extended(events);
  }

  private ObjectNode extended(Map<String, String> events) {
    // Camel's schema says draft 4 and uses nothing that draft 7 reads differently. "if" and "then"
    // need draft 7.
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Recado route");
    definitions.set(KAMELETS, parametersByUri(false));
    definitions.set(SOURCES, parametersByUri(true));
    for (KameletShape kamelet : kamelets) {
      definitions.set(parametersOf(kamelet), KameletParameters.schema(kamelet));
    }
    for (String step : List.of("ToDefinition", "ToDynamicDefinition", "WireTapDefinition")) {
      JsonNode definition = definitions.get(MODEL + step);
      JsonNode object = definition.at("/oneOf/1");
      call((ObjectNode) (object.isObject() ? object : definition), stepUri());
    }
    for (String from :
        List.of(
            MODEL + "FromDefinition",
            "org.apache.camel.dsl.yaml.deserializers.OutputAwareFromDefinition",
            "org.apache.camel.dsl.yaml.deserializers.RouteFromDefinitionDeserializer")) {
      ObjectNode object = (ObjectNode) definitions.get(from);
      ((ObjectNode) object.get("properties")).set("uri", fromUri(events));
      object.putArray("allOf").addObject().put("$ref", DEFINITIONS + SOURCES);
    }
    return schema;
  }

  private static void call(ObjectNode step, ObjectNode uri) {
    ((ObjectNode) step.get("properties")).set("uri", uri);
    step.putArray("allOf").addObject().put("$ref", DEFINITIONS + KAMELETS);
  }

  private static String parametersOf(KameletShape kamelet) {
    return "recado.kamelet." + kamelet.name();
  }

  /** For each Kamelet: if the uri names it, its parameters must fit. */
  private ObjectNode parametersByUri(boolean sources) {
    ObjectNode all = node();
    ArrayNode each = all.putArray("allOf");
    for (KameletShape kamelet : kamelets) {
      if (kamelet.isSource() == sources) {
        ObjectNode rule = each.addObject();
        ObjectNode when = rule.putObject("if");
        when.putObject("properties").putObject("uri").put("const", "kamelet:" + kamelet.name());
        when.putArray("required").add("uri");
        ObjectNode then = rule.putObject("then");
        ObjectNode properties = then.putObject("properties");
        properties
            .putObject("uri")
            .put("title", kamelet.definition().path("title").asText())
            .put("description", kamelet.description());
        properties.putObject("parameters").put("$ref", DEFINITIONS + parametersOf(kamelet));
        if (!kamelet.definition().path("required").isEmpty()) {
          then.putArray("required").add("parameters");
        }
      }
    }
    if (each.isEmpty()) {
      all.removeAll();
    }
    return all;
  }

  private ObjectNode stepUri() {
    ObjectNode uri = node();
    ArrayNode offers = uri.putArray("anyOf");
    ObjectNode ours = offers.addObject();
    ArrayNode names = ours.putArray("enum");
    // Editors show this text beside a proposal. The text for a finished line is in the rule below.
    ArrayNode descriptions = ours.putArray("enumDescriptions");
    for (KameletShape kamelet : kamelets) {
      if (!kamelet.isSource()) {
        names.add("kamelet:" + kamelet.name());
        descriptions.add(kamelet.description());
      }
    }
    anyOther(offers, "^(?!kamelet:(?!sink$))");
    return uri;
  }

  private ObjectNode fromUri(Map<String, String> events) {
    ObjectNode uri = node();
    uri.put("title", "Uri")
        .put(
            "description",
            "direct:<event type> for a flow that takes an event, direct:<its own id> for a sub-flow, quartz:<group>/<name> for a scheduled flow.");
    ArrayNode offers = uri.putArray("anyOf");
    events.forEach(
        (type, description) -> {
          // The event goes to the flow that has the schedule.
          if (!type.equals(EventTypes.SCHEDULE_FIRED)) {
            offer(offers, "direct:" + type, description);
          }
        });
    kamelets.stream()
        .filter(KameletShape::isSource)
        .forEach(kamelet -> offer(offers, "kamelet:" + kamelet.name(), kamelet.description()));
    anyOther(offers, "^(?!kamelet:(?!source$))");
    return uri;
  }

  private static void offer(ArrayNode offers, String value, String description) {
    offers.addObject().put("const", value).put("description", description);
  }

  private static void anyOther(ArrayNode offers, String pattern) {
    offers
        .addObject()
        .put("type", "string")
        .put("pattern", pattern)
        .put("patternErrorMessage", UNKNOWN);
  }

  private static ObjectNode node() {
    return new ObjectMapper().createObjectNode();
  }

  /**
   * Writes one definition on each line, so that the file is short and a diff shows the changed
   * definition.
   */
  static String text(JsonNode schema) {
    StringBuilder text = new StringBuilder("{\n");
    schema
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("items")) {
                text.append("\"items\":{\n");
                field.getValue().properties().forEach(item -> lines(text, item));
                end(text).append("},\n");
              } else {
                text.append(quoted(field.getKey())).append(':').append(field.getValue());
                text.append(",\n");
              }
            });
    return end(text).append("}\n").toString();
  }

  private static void lines(StringBuilder text, Map.Entry<String, JsonNode> field) {
    text.append(quoted(field.getKey())).append(':');
    if (field.getValue().isObject()) {
      text.append("{\n");
      field
          .getValue()
          .properties()
          .forEach(
              entry ->
                  text.append(quoted(entry.getKey()))
                      .append(':')
                      .append(entry.getValue())
                      .append(",\n"));
      end(text).append("},\n");
    } else {
      text.append(field.getValue()).append(",\n");
    }
  }

  private static StringBuilder end(StringBuilder text) {
    text.setLength(text.length() - 2);
    return text.append('\n');
  }

  private static String quoted(String name) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(name).toString();
  }
}
