package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.effect.EffectComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Describes the component {@code effect} in the form of Camel's catalogues: the effects and their
 * options, read from the Kamelets that emit them.
 */
final class EffectCatalogue {

  private static final String DESCRIPTION =
      "Emits an effect: what a flow of Recado wants done. In the hub it is carried out when the"
          + " event is committed; everywhere else it is printed.";

  private EffectCatalogue() {}

  static ObjectNode of(List<KameletShape> kamelets) {
    List<KameletShape> effects = kamelets.stream().filter(KameletShape::isEffect).toList();
    ObjectNode catalogue = new ObjectMapper().createObjectNode();
    component(catalogue.putObject("component"));
    catalogue.putObject("componentProperties");
    ObjectNode properties = catalogue.putObject("properties");
    ArrayNode kinds =
        property(properties, "kind", "path", "Kind", "Which effect.", true).putArray("enum");
    effects.stream().map(KameletShape::effect).sorted().forEach(kinds::add);
    options(effects)
        .forEach(
            (name, uses) ->
                property(
                    properties,
                    name,
                    "parameter",
                    uses.get(0).definition().path("title").asText(),
                    description(uses),
                    false));
    return catalogue;
  }

  private static void component(ObjectNode component) {
    component.put("kind", "component");
    component.put("name", "effect");
    component.put("title", "Effect");
    component.put("description", DESCRIPTION);
    component.put("deprecated", false);
    component.put("firstVersion", "0.1.0");
    component.put("label", "messaging");
    component.put("javaType", EffectComponent.class.getName());
    component.put("supportLevel", "Stable");
    component.put("groupId", "dev.recado");
    component.put("artifactId", "recado");
    component.put("scheme", "effect");
    component.put("extendsScheme", "");
    component.put("syntax", "effect:kind");
    component.put("async", false);
    component.put("api", false);
    component.put("consumerOnly", false);
    component.put("producerOnly", true);
    component.put("lenientProperties", false);
    component.put("remote", false);
  }

  /**
   * One option of one effect.
   *
   * @param effect the effect that takes it
   * @param definition the Kamelet's description of it
   */
  private record Use(String effect, JsonNode definition) {}

  private static Map<String, List<Use>> options(List<KameletShape> effects) {
    Map<String, List<Use>> options = new TreeMap<>();
    for (KameletShape kamelet : effects) {
      for (String option : kamelet.effectOptions()) {
        JsonNode definition = kamelet.definition().path("properties").path(option);
        options
            .computeIfAbsent(option, name -> new ArrayList<>())
            .add(new Use(kamelet.effect(), definition));
      }
    }
    return options;
  }

  /** Describes which effects take an option and what it means to them. */
  private static String description(List<Use> uses) {
    Map<String, List<String>> meanings = new LinkedHashMap<>();
    for (Use use : uses) {
      String meaning = use.definition().path("description").asText().strip();
      meanings.computeIfAbsent(meaning, text -> new ArrayList<>()).add(use.effect());
    }
    return meanings.entrySet().stream()
        .map(meaning -> String.join(", ", meaning.getValue()) + ": " + meaning.getKey())
        .collect(Collectors.joining(" "));
  }

  /** All options are texts, because a Simple expression may give the number or boolean. */
  private static ObjectNode property(
      ObjectNode properties,
      String name,
      String kind,
      String title,
      String description,
      boolean required) {
    ObjectNode property = properties.putObject(name);
    property.put("index", properties.size() - 1);
    property.put("kind", kind);
    property.put("displayName", title);
    property.put("group", "producer");
    property.put("label", "producer");
    property.put("required", required);
    property.put("type", "string");
    property.put("javaType", "java.lang.String");
    property.put("deprecated", false);
    property.put("autowired", false);
    property.put("secret", false);
    property.put("description", description);
    return property;
  }
}
