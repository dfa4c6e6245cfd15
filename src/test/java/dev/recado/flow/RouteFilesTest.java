package dev.recado.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be said of the files in routes/ without running them. */
class RouteFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROUTES = Path.of("routes");
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\??([A-Za-z0-9]+)}}");
  private static final JsonSchema CAMEL = schema();

  private static JsonSchema schema() {
    try (InputStream in = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<Path> flows() throws IOException {
    return files(".camel.yaml");
  }

  static List<Path> kamelets() throws IOException {
    return files(".kamelet.yaml");
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("flows")
  void everyFlowFileFollowsCamelsSchema(Path file) throws IOException {
    assertThat(CAMEL.validate(yaml(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyTemplateOfAKameletFollowsCamelsSchema(Path file) throws IOException {
    JsonNode from = yaml(file).at("/spec/template/from");
    JsonNode route = JSON.createArrayNode().add(JSON.createObjectNode().set("from", from));
    assertThat(CAMEL.validate(route)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("flows")
  void everyRouteIntroducesItself(Path file) throws IOException {
    for (JsonNode entry : yaml(file)) {
      JsonNode route = entry.path("route");
      String id = route.path("id").asText();
      assertThat(id).matches("[a-z][a-z0-9-]*");
      assertThat(route.path("description").asText()).as(id).isNotBlank();
      assertThat(route.path("nodePrefixId").asText()).isEqualTo(id + "-");
    }
  }

  @Test
  void noTwoRoutesOfAnyFilesHaveOneId() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path file : flows()) {
      yaml(file).forEach(entry -> ids.add(entry.at("/route/id").asText()));
    }
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void everyDirectLinkMeetsARouteAndEveryWaitLeadsToOne() throws IOException {
    Set<String> listening = new TreeSet<>();
    Set<String> called = new TreeSet<>();
    for (Path file : flows()) {
      for (JsonNode entry : yaml(file)) {
        listening.add(entry.at("/route/from/uri").asText());
        collect(entry.at("/route/from/steps"), called);
      }
    }
    assertThat(called).isNotEmpty();
    for (JsonNode row : yaml(ROUTES.resolve("intents/flows.yaml")).path("intents")) {
      called.add("direct:" + row.path("flow").asText());
    }
    assertThat(listening).containsAll(called);
  }

  private static void collect(JsonNode node, Set<String> called) {
    String uri = node.path("uri").asText();
    // What stands in an expression comes from intents/flows.yaml or from a dialogue's "awaiting".
    if (uri.startsWith("direct:") && !uri.contains("${")) {
      called.add(uri);
    }
    if (node.at("/parameters/awaiting").isTextual()) {
      called.add("direct:" + node.at("/parameters/awaiting").asText());
    }
    if (uri.equals("kamelet:wait")) {
      called.add("direct:" + node.at("/parameters/then").asText());
    }
    node.forEach(child -> collect(child, called));
  }

  @Test
  void everyKameletThatAFlowNamesIsThereAndGetsWhatItRequires() throws IOException {
    for (Path file : flows()) {
      for (JsonNode step : steps(yaml(file), new ArrayList<>())) {
        JsonNode kamelet =
            yaml(ROUTES.resolve("kamelets").resolve(name(step) + ".kamelet.yaml"))
                .at("/spec/definition");
        Set<String> given = names(step.path("parameters"));
        assertThat(names(kamelet.path("properties")))
            .as(file + ": " + name(step))
            .containsAll(given);
        kamelet.path("required").forEach(required -> assertThat(given).contains(required.asText()));
      }
    }
  }

  private static List<JsonNode> steps(JsonNode node, List<JsonNode> found) {
    if (node.path("uri").asText().startsWith("kamelet:")) {
      found.add(node);
    }
    node.forEach(child -> steps(child, found));
    return found;
  }

  private static String name(JsonNode step) {
    return step.path("uri").asText().substring("kamelet:".length());
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void aKameletUsesWhatItDeclaresAndDeclaresWhatItUses(Path file) throws IOException {
    JsonNode kamelet = yaml(file);
    Set<String> used = new TreeSet<>();
    Matcher places = PLACE.matcher(kamelet.at("/spec/template").toString());
    while (places.find()) {
      used.add(places.group(1));
    }
    assertThat(names(kamelet.at("/spec/definition/properties"))).isEqualTo(used);
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void aKameletIntroducesItselfAndItsParameters(Path file) throws IOException {
    JsonNode kamelet = yaml(file);
    assertThat(file.getFileName())
        .hasToString(kamelet.at("/metadata/name").asText() + ".kamelet.yaml");
    JsonNode definition = kamelet.at("/spec/definition");
    assertThat(definition.path("title").asText()).matches(".* (Action|Sink|Source)");
    assertThat(definition.path("description").asText()).endsWith(".");
    Set<String> names = names(definition.path("properties"));
    definition.path("properties").forEach(RouteFilesTest::introduced);
    definition.path("required").forEach(required -> assertThat(names).contains(required.asText()));
  }

  private static void introduced(JsonNode property) {
    assertThat(property.path("title").asText()).isNotBlank();
    assertThat(property.path("description").asText()).isNotBlank();
    assertThat(property.path("type").asText()).isNotBlank();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode yaml(Path file) throws IOException {
    Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return JSON.valueToTree(yaml);
  }
}
