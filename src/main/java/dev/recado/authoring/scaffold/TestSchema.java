package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The JSON Schema of flow tests, with the known events and effects. */
final class TestSchema {

  private static final String MATCHER = "#/definitions/matcher";

  /** Kinds whose details are the parameters of their Kamelet. Any other name is a mistake. */
  private static final Set<String> STRICT =
      Set.of("whatsapp-text", "whatsapp-template", "http-call", "wait", "drop");

  /** Whether there is an effect at all is no fact of it. */
  private static final String WHEN = "when";

  /** Sources of events that the hub makes from other events. No webhook brings them. */
  private static final Set<String> OUR_OWN =
      Set.of("agenda", "alert", "conversation", "opening", "schedule", "timer");

  private TestSchema() {}

  /**
   * Adds the Kamelets of a folder and the event types of the readers.
   *
   * @param base the schema of the format, which is changed
   * @param kamelets the Kamelets, of which the effects count
   * @param events the schema of each event type, by type
   * @param open names of declared sources whose events may have any type
   */
  static ObjectNode of(
      ObjectNode base,
      List<KameletShape> kamelets,
      Map<String, JsonNode> events,
      Set<String> open) {
    ObjectNode definitions = (ObjectNode) base.get("definitions");
    definitions.set("source", source(base, events, open));
    definitions.set("eventType", eventType(base, events, open));
    definitions.set("effect", effect(base, kamelets));
    return base;
  }

  private static ObjectNode source(
      ObjectNode base, Map<String, JsonNode> events, Set<String> open) {
    ObjectNode source = base.objectNode();
    source.put("description", "The sender, as in /webhooks/<source>.");
    ArrayNode names = source.putArray("enum");
    TreeSet<String> sources = new TreeSet<>(open);
    events.values().forEach(event -> sources.add(event.path("source").asText()));
    sources.removeAll(OUR_OWN);
    sources.forEach(names::add);
    return source;
  }

  private static ObjectNode eventType(
      ObjectNode base, Map<String, JsonNode> events, Set<String> open) {
    ObjectNode type = base.objectNode();
    type.put("description", "The event's type, or the id of a sub-flow.");
    ArrayNode offers = type.putArray("anyOf");
    events.forEach(
        (name, event) ->
            offers
                .addObject()
                .put("const", name)
                .put("description", event.path("description").asText()));
    String declared =
        open.stream().map(source -> source + "\\.[a-z0-9._-]+|").collect(Collectors.joining());
    offers
        .addObject()
        .put("type", "string")
        .put(
            "pattern",
            "^("
                + declared
                + "odoo\\.[a-z0-9_.]+|kommo\\.[a-z]+\\.[a-z_]+|whatsapp\\.[a-z0-9._-]+|[a-z][a-z0-9-]*)$")
        .put("patternErrorMessage", "No reader emits events of this type");
    return type;
  }

  private static ObjectNode effect(ObjectNode base, List<KameletShape> kamelets) {
    ObjectNode effect = base.objectNode();
    effect.put("description", "An effect by the name of its Kamelet, or dead, parked, retry.");
    effect.put("type", "object").put("minProperties", 1).put("maxProperties", 1);
    effect.put("additionalProperties", false);
    ObjectNode properties = effect.putObject("properties");
    kamelets.stream()
        .filter(KameletShape::isEffect)
        .filter(kamelet -> !kamelet.name().equals("reject"))
        .forEach(kamelet -> properties.set(kamelet.name(), facts(base, kamelet)));
    end(properties, "dead", "The event is a dead letter: a person must look.");
    end(properties, "parked", "No flow takes the event; it can be replayed once there is one.");
    end(properties, "retry", "A system does not answer; the event is retried later.");
    free(properties, "understood", "The intent that the hub found in a turn.");
    free(properties, "overtaken", "The customer has written more in the meantime.");
    free(
        properties,
        "chatbot-place",
        "Where the customer is in a chatbot now: chatbot, step, misses, memory; or ending.");
    free(properties, "cart-keep", "The cart of the conversation now: items, total.");
    return effect;
  }

  private static ObjectNode facts(ObjectNode base, KameletShape kamelet) {
    ObjectNode facts = base.objectNode();
    facts.put("description", kamelet.description());
    facts.putArray("type").add("object").add("null");
    ObjectNode properties = facts.putObject("properties");
    kamelet.definition().path("properties").properties().stream()
        .filter(entry -> !entry.getKey().equals(WHEN))
        .forEach(
            entry -> {
              ObjectNode fact = properties.putObject(entry.getKey());
              fact.put("description", entry.getValue().path("description").asText().strip());
              fact.putArray("allOf").addObject().put("$ref", MATCHER);
            });
    // Every message has these in addition to the parameters of its Kamelet.
    for (String more : List.of("text", "channel", "connector", "priority")) {
      if (!properties.has(more)) {
        properties.putObject(more).put("$ref", MATCHER);
      }
    }
    // The details of the other kinds are the hub's own words for the changes.
    return STRICT.contains(kamelet.name())
        ? facts.put("additionalProperties", false)
        : facts.set("additionalProperties", base.objectNode().put("$ref", MATCHER));
  }

  private static void free(ObjectNode properties, String name, String description) {
    ObjectNode facts = properties.putObject(name);
    facts.put("description", description);
    facts.putArray("type").add("object").add("null");
    facts.putObject("additionalProperties").put("$ref", MATCHER);
  }

  private static void end(ObjectNode properties, String name, String description) {
    ObjectNode end = properties.putObject(name);
    end.put("description", description);
    end.putArray("allOf").addObject().put("$ref", "#/definitions/reason");
  }
}
