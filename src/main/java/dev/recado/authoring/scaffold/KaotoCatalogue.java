package dev.recado.authoring.scaffold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The hub's Kamelets and the component {@code effect} in the form of Kaoto's catalogues: each
 * complete, with the schema of its form.
 */
final class KaotoCatalogue {

  private static final ObjectMapper JSON = new ObjectMapper();

  private KaotoCatalogue() {}

  /** The file that a catalogue's index names as its "kamelets". */
  static ObjectNode of(List<KameletShape> kamelets) {
    ObjectNode catalogue = new ObjectMapper().createObjectNode();
    for (KameletShape kamelet : kamelets) {
      ObjectNode entry = kamelet.resource().deepCopy();
      entry.set("propertiesSchema", form(kamelet));
      catalogue.set(kamelet.name(), entry);
    }
    return catalogue;
  }

  /** The hub's part of the file that a catalogue's index names as its "components". */
  static ObjectNode component(List<KameletShape> kamelets) {
    ObjectNode component = EffectCatalogue.of(kamelets);
    ObjectNode form = component.putObject("propertiesSchema").put("type", "object");
    ObjectNode fields = form.putObject("properties");
    component
        .path("properties")
        .properties()
        .forEach(
            option ->
                fields
                    .putObject(option.getKey())
                    .put("title", option.getValue().path("displayName").asText())
                    .put("description", option.getValue().path("description").asText())
                    .put("type", "string"));
    form.putArray("required").add("kind");
    return component.objectNode().set("effect", component);
  }

  /**
   * Adds the hub's Kamelets and the component to published catalogues, so that Kaoto offers them
   * beside Camel's own.
   *
   * @param folder the folder with the catalogues' {@code index.json}, as in the
   *     package @kaoto/camel-catalog
   * @return the names of the catalogues that have them now
   * @throws RefusedException if it is no such folder
   */
  static List<String> addTo(Path folder, List<KameletShape> kamelets) throws IOException {
    Path index = folder.resolve("index.json");
    if (!Files.isRegularFile(index)) {
      throw new RefusedException(
          index + " does not exist: give the folder of Kaoto's catalogues that has an index.json");
    }
    List<String> names = new ArrayList<>();
    for (JsonNode definition : JSON.readTree(index.toFile()).path("definitions")) {
      Path catalogue = folder.resolve(definition.path("fileName").asText());
      JsonNode parts = JSON.readTree(catalogue.toFile()).path("catalogs");
      if (add(catalogue, parts.at("/kamelets/file"), of(kamelets))) {
        add(catalogue, parts.at("/components/file"), component(kamelets));
        names.add(definition.path("name").asText());
      }
    }
    return names;
  }

  private static boolean add(Path catalogue, JsonNode file, ObjectNode ours) throws IOException {
    if (!file.isTextual()) {
      return false;
    }
    Path aggregate = catalogue.resolveSibling(file.asText());
    ObjectNode all = (ObjectNode) JSON.readTree(aggregate.toFile());
    all.setAll(ours);
    Files.write(aggregate, JSON.writeValueAsBytes(all));
    return true;
  }

  private static ObjectNode form(KameletShape kamelet) {
    JsonNode definition = kamelet.definition();
    ObjectNode form = new ObjectMapper().createObjectNode();
    form.put("$schema", "http://json-schema.org/draft-07/schema#");
    form.put("type", "object");
    form.put("title", definition.path("title").asText());
    form.put("description", kamelet.description());
    form.set(
        "properties",
        definition.has("properties") ? definition.get("properties") : form.objectNode());
    if (!definition.path("required").isEmpty()) {
      form.set("required", definition.get("required"));
    }
    return form;
  }
}
