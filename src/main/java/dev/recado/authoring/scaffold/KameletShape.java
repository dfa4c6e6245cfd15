package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.camel.RouteFiles;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The facts about a Kamelet that editors need.
 *
 * @param resource the whole file as JSON
 */
record KameletShape(JsonNode resource) {

  private static final String EFFECT = "effect:";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All Kamelets of a folder, by name. */
  static List<KameletShape> all(RouteFiles files) {
    return files.names("kamelets/*.kamelet.yaml").stream()
        .map(name -> new KameletShape(yaml(files.text(name))))
        .toList();
  }

  /** Reads YAML as editors do: version 1.2, in which a time is text. */
  static JsonNode yaml(String text) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  String name() {
    return resource.at("/metadata/name").asText();
  }

  JsonNode definition() {
    return resource.at("/spec/definition");
  }

  String description() {
    return definition().path("description").asText().strip();
  }

  boolean isSource() {
    return resource
        .at("/metadata/labels")
        .path("camel.apache.org/kamelet.type")
        .asText()
        .equals("source");
  }

  /** Whether it emits an effect. A test then expects a result with its name. */
  boolean isEffect() {
    return resource.at("/spec/template/from/steps/0/to/uri").asText().startsWith(EFFECT);
  }

  /** The effect that it emits, such as {@code whatsapp-text}. */
  String effect() {
    return resource.at("/spec/template/from/steps/0/to/uri").asText().substring(EFFECT.length());
  }

  /** The options that it gives the effect. Each is a property of the same name. */
  List<String> effectOptions() {
    List<String> options = new ArrayList<>();
    resource
        .at("/spec/template/from/steps/0/to/parameters")
        .fieldNames()
        .forEachRemaining(options::add);
    return options;
  }
}
