package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Checks the files that deploy the hub in containers, as far as possible without running one. */
class DeploymentFilesTest {

  /** The folders below {@code RECADO_ROUTES} that a running hub reads. */
  private static final List<String> FOLDERS =
      List.of("flows", "kamelets", "connectors", "sources", "intents", "templates", "sql");

  private static final Pattern SECRET = Pattern.compile("_(PASSWORD|TOKEN|KEY|SECRET)$");
  private static final Path SCHEMAS = Path.of("src/test/resources/schema");

  private final JsonNode compose = yaml("docker-compose.yml");
  private final JsonNode traits = yaml("camel-k/recado.yaml").at("/spec/traits");

  @Test
  void composeFileFollowsTheComposeSpecification() {
    assertThat(violations(VersionFlag.V201909, "compose-spec.json", compose)).isEmpty();
  }

  @Test
  void everyServiceRestartsHasAMemoryLimitAndTellsItsHealth() {
    assertThat(compose.at("/services").properties())
        .allSatisfy(
            service -> {
              assertThat(service.getValue().path("restart").asText()).isEqualTo("unless-stopped");
              assertThat(service.getValue().has("mem_limit")).isTrue();
              assertThat(service.getValue().has("healthcheck") || service.getKey().equals("recado"))
                  .isTrue();
            });
    assertThat(instructions("HEALTHCHECK")).hasSize(1);
  }

  @Test
  void whatIsWaitedForExistsAndIsWaitedForUntilItIsHealthy() {
    assertThat(compose.at("/services").findValues("depends_on"))
        .flatExtracting(JsonNode::properties)
        .allSatisfy(
            other -> {
              assertThat(compose.at("/services").has(other.getKey())).isTrue();
              assertThat(other.getValue().at("/condition").asText()).isEqualTo("service_healthy");
            });
  }

  @Test
  void onlyTheHubAndWahaArePublishedAndOnlyOnLoopback() {
    assertThat(compose.at("/services").properties())
        .filteredOn(service -> service.getValue().has("ports"))
        .extracting(service -> service.getKey())
        .containsExactlyInAnyOrder("recado", "waha");
    assertThat(compose.at("/services").findValues("ports"))
        .flatExtracting(DeploymentFilesTest::texts)
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void theOnlyKafkaBrokerWritesEachRecordToDiskBeforeItAcknowledgesIt() {
    JsonNode kafka = compose.at("/services/kafka/environment");
    assertThat(kafka.path("KAFKA_LOG_FLUSH_INTERVAL_MESSAGES").asInt()).isEqualTo(1);
  }

  @Test
  void wahaPostsWhatTheHubReadsToItsAddressAndSignsWithItsKey() {
    JsonNode waha = compose.at("/services/waha/environment");
    assertThat(waha.path("WHATSAPP_HOOK_URL").asText())
        .isEqualTo("http://recado:8080/webhooks/waha");
    assertThat(waha.path("WHATSAPP_HOOK_EVENTS").asText().split(","))
        .containsExactlyInAnyOrder(
            "message",
            "message.any",
            "message.ack",
            "message.edited",
            "message.revoked",
            "session.status");
    assertThat(waha.path("WHATSAPP_HOOK_HMAC_KEY"))
        .isEqualTo(compose.at("/services/recado/environment/WAHA_HMAC_KEY"));
  }

  @Test
  void everyVariableThatTheComposeFileReadsIsInTheExample() {
    assertThat(settings()).extracting(Setting::name).containsAll(composeReads("[^}]*"));
  }

  @Test
  void theExampleLeavesToBeFilledInExactlyWhatTheComposeFileRequires() {
    assertThat(settings().stream().filter(Setting::required).map(Setting::name))
        .containsExactlyInAnyOrderElementsOf(composeReads(":\\?[^}]*"));
  }

  @Test
  void theExampleHoldsEachVariableOnce() {
    assertThat(settings()).extracting(Setting::name).doesNotHaveDuplicates();
  }

  @Test
  void theExampleHoldsNoSecret() {
    assertThat(settings())
        .filteredOn(setting -> SECRET.matcher(setting.name()).find())
        .extracting(Setting::value)
        .containsOnly("");
  }

  @Test
  void integrationUsesOnlyWhatCamelKKnows() {
    JsonNode integration = yaml("camel-k/recado.yaml");
    assertThat(violations(VersionFlag.V202012, "camel-k-integration.json", integration)).isEmpty();
  }

  @Test
  void integrationMountsEachFolderThatTheHubReads() {
    String root =
        variables().filter(line -> line.startsWith("RECADO_ROUTES=")).findFirst().orElse("");
    String mounted = root.substring(root.indexOf('=') + 1);
    assertThat(texts(traits.at("/mount/resources")))
        .containsExactlyElementsOf(
            FOLDERS.stream()
                .map(folder -> "configmap:recado-" + folder + "@" + mounted + "/" + folder)
                .toList());
    assertThat(read("camel-k/README.md")).contains("for folder in " + String.join(" ", FOLDERS));
  }

  @Test
  void everyFolderOfTheRoutesIsMounted() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("routes"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          // Tests run before flows are deployed.
          .filteredOn(folder -> !folder.equals("tests"))
          .containsExactlyInAnyOrderElementsOf(FOLDERS);
    }
  }

  @Test
  void secretExampleNamesExactlyTheKeysThatTheIntegrationTakesAndHoldsNone() {
    JsonNode secret = yaml("camel-k/secret.example.yaml");
    Pattern taken =
        Pattern.compile("=secret:" + secret.at("/metadata/name").asText() + "/([A-Z0-9_]+)$");
    assertThat(secret.at("/stringData").properties())
        .extracting(key -> key.getKey() + key.getValue().asText())
        .containsExactlyInAnyOrderElementsOf(
            variables().flatMap(line -> groups(taken, line)).collect(Collectors.toSet()));
  }

  @Test
  void everyVariableOfTheIntegrationIsInTheExample() {
    List<String> known = settings().stream().map(Setting::name).toList();
    assertThat(variables())
        .allSatisfy(line -> assertThat(line.substring(0, line.indexOf('='))).isIn(known));
  }

  @Test
  void imageRunsAsANumberedUserWhoIsNotRoot() {
    assertThat(instructions("USER")).singleElement().asString().matches("[1-9][0-9]*(:[0-9]+)?");
  }

  @Test
  void imageCopiesTheLayersFromLeastToMostChanging() {
    assertThat(instructions("COPY"))
        .containsExactly(
            "--from=unpacked /app/recado/lib/ recado/lib/",
            "--from=unpacked /app/recado/recado.* recado/");
  }

  @Test
  void theHubRunsFromTheVeryPathThatItWasTrainedAt() {
    assertThat(instructions("WORKDIR")).containsExactly("/app");
    assertThat(instructions("ENTRYPOINT"))
        .singleElement()
        .asString()
        .endsWith("\"-jar\", \"/app/recado/recado.jar\"]")
        .contains("\"-XX:SharedArchiveFile=/app/recado/recado.jsa\"");
  }

  @Test
  void hubIsTheFirstProcessOfItsContainerSoSignalsReachIt() {
    assertThat(instructions("ENTRYPOINT")).singleElement().asString().startsWith("[\"java\", ");
  }

  @Test
  void buildSeesOnlyWhatIsNamed() {
    List<String> patterns =
        read(".dockerignore").lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(patterns).startsWith("*").noneMatch(line -> line.contains("env"));
    assertThat(patterns.subList(1, patterns.size()))
        .allSatisfy(line -> assertThat(line).startsWith("!"));
  }

  private record Setting(String name, boolean required, String value) {}

  private static List<Setting> settings() {
    return Pattern.compile("^(#?)([A-Z][A-Z0-9_]*)=(.*)$", Pattern.MULTILINE)
        .matcher(read(".env.example"))
        .results()
        .map(line -> new Setting(line.group(2), line.group(1).isEmpty(), line.group(3)))
        .toList();
  }

  private static Set<String> composeReads(String rest) {
    return groups(Pattern.compile("\\$\\{([A-Z0-9_]+)" + rest + "}"), read("docker-compose.yml"))
        .collect(Collectors.toSet());
  }

  private Stream<String> variables() {
    return texts(traits.at("/environment/vars")).stream();
  }

  /** The arguments of an instruction in the Dockerfile's last stage. */
  private static List<String> instructions(String name) {
    String file = read("Dockerfile").replaceAll("\\\\\n\\s*", "");
    String stage = file.substring(file.lastIndexOf("\nFROM "));
    return groups(Pattern.compile("^" + name + " +(.*)$", Pattern.MULTILINE), stage).toList();
  }

  private static Set<ValidationMessage> violations(
      VersionFlag draft, String schema, JsonNode node) {
    return JsonSchemaFactory.getInstance(draft)
        .getSchema(read(SCHEMAS.resolve(schema).toString()))
        .validate(node);
  }

  private static Stream<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static JsonNode yaml(String path) {
    Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(read(path));
    return new ObjectMapper().valueToTree(document);
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new AssertionError("There is no " + path, e);
    }
  }
}
