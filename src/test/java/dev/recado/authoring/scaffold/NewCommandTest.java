package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.recado.authoring.lint.Finding;
import dev.recado.authoring.lint.Lint;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The files that {@code new} writes, and its refusals. */
class NewCommandTest {

  private static final JsonSchema TEST = schema("test.json");
  private static final JsonSchema ROUTE = schema("route.json");

  private Path temp;
  private Path routes;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(VersionFlag.V7)
        .getSchema(SchemaLocation.of(Path.of("schemas", name).toUri().toString()));
  }

  @BeforeEach
  void copyRoutes(@TempDir Path folder) throws IOException {
    temp = folder;
    routes = temp.resolve("routes");
    Path from = Path.of("routes");
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Path to = routes.resolve(from.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private int run(String... args) {
    return new CommandLine(new NewCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(Stream.of(args), Stream.of("--routes", routes.toString()))
                .toArray(String[]::new));
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(routes)) {
      return files.collect(java.util.stream.Collectors.toSet());
    }
  }

  static Set<String> eventTypes() {
    return Blueprints.events();
  }

  @ParameterizedTest
  @MethodSource("eventTypes")
  void everyEventTypeHasAFlowATestAndAFixtureThatFollowTheSchemas(String type) throws IOException {
    freeOf("direct:" + type);
    assertThat(run("flow", "a-first-try", "--event", type)).as(err.toString()).isZero();
    Path flow = routes.resolve("flows/a-first-try.camel.yaml");
    Path test = routes.resolve("tests/a-first-try.test.yaml");
    assertThat(ROUTE.validate(KameletShape.yaml(Files.readString(flow)))).isEmpty();
    assertThat(TEST.validate(KameletShape.yaml(Files.readString(test)))).isEmpty();
    String beginning =
        type.equals("schedule.fired") ? "quartz:flows/a-first-try" : "direct:" + type;
    assertThat(Files.readString(flow)).contains("uri: " + beginning + "\n").doesNotContain("[[");
    assertThat(Files.readString(test)).doesNotContain("[[");
    if (Files.readString(test).contains("fixtures/")) {
      assertThat(
              Stream.of("json", "form")
                  .map(ending -> routes.resolve("tests/fixtures/a-first-try." + ending)))
          .anyMatch(Files::exists);
    }
    assertThat(out.toString()).contains("wrote " + flow, "recado.jar lint", "recado.jar test");
  }

  /** Removes the flow that takes the event. */
  private void freeOf(String uri) throws IOException {
    try (Stream<Path> flows = Files.list(routes.resolve("flows"))) {
      for (Path flow : flows.toList()) {
        if (Files.readString(flow).contains("uri: " + uri + "\n")) {
          Files.delete(flow);
        }
      }
    }
  }

  @Test
  void aModelOfOdooWithoutABlueprintOfItsOwnHasAFixtureOfThatModel() throws IOException {
    assertThat(run("flow", "picked", "--event", "odoo.stock.picking")).isZero();
    assertThat(routes.resolve("tests/fixtures/picked.json"))
        .content()
        .contains("\"_model\": \"stock.picking\"");
    assertThat(routes.resolve("flows/picked.camel.yaml")).content().contains("odoo.stock.picking");
  }

  @Test
  void withoutAnEventASubFlowListensOnItsOwnName() throws IOException {
    assertThat(run("flow", "greet")).isZero();
    assertThat(routes.resolve("flows/greet.camel.yaml")).content().contains("uri: direct:greet\n");
    assertThat(routes.resolve("tests/greet.test.yaml")).content().contains("type: greet\n");
    assertThat(out.toString()).contains("No flow calls it yet", "direct:greet");
  }

  @Test
  void anIntentHasPhrasesARowAFlowAndATest() throws IOException {
    assertThat(run("intent", "entrega_rapida")).as(err.toString()).isZero();
    Path flow = routes.resolve("flows/entrega-rapida.camel.yaml");
    Path test = routes.resolve("tests/entrega-rapida.test.yaml");
    assertThat(ROUTE.validate(KameletShape.yaml(Files.readString(flow)))).isEmpty();
    assertThat(TEST.validate(KameletShape.yaml(Files.readString(test)))).isEmpty();
    assertThat(Files.readAllLines(routes.resolve("intents/pt-BR.yaml")))
        .containsSubsequence(Files.readAllLines(Path.of("routes/intents/pt-BR.yaml")));
    assertThat(routes.resolve("intents/pt-BR.yaml"))
        .content()
        .contains("\n  entrega_rapida:\n    - \"entrega rapida\"\n");
    assertThat(Files.readString(flow) + Files.readString(test)).doesNotContain("[[");
    assertThat(out.toString())
        .contains("wrote " + routes.resolve("intents/flows.yaml"), "recado.jar lint");
  }

  @Test
  void aPhraseOfAnotherIntentIsLeftOutAndNamed() throws IOException {
    assertThat(run("intent", "chave-pix")).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("note: the phrase \"chave pix\" stands under informacoes", "move it");
    assertThat(routes.resolve("intents/pt-BR.yaml"))
        .content()
        .contains("\n  chave_pix:\n    - chave pix, por favor\n");
    assertThat(Lint.ofTheHub().check(RouteFolder.at(routes).read()))
        .extracting(Finding::code)
        .doesNotContain("R060");
  }

  @Test
  void anIntentThatExistsIsRefusedAndNothingIsWritten() throws IOException {
    Set<Path> before = files();
    assertThat(run("intent", "reclamacao")).isEqualTo(2);
    assertThat(err.toString()).contains("The intent 'reclamacao' is in", "Take another name");
    assertThat(run("intent", "opt-out")).isEqualTo(2);
    assertThat(err.toString()).contains("A route 'opt-out' is in");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anEventThatAFlowAlreadyTakesIsRefusedWithARemedy() throws IOException {
    Set<Path> before = files();
    assertThat(run("flow", "invoice-posted", "--event", "odoo.invoice.posted")).isEqualTo(2);
    assertThat(err.toString())
        .contains("invoice-notification.camel.yaml takes odoo.invoice.posted already")
        .contains("two flows cannot both listen on direct:odoo.invoice.posted")
        .contains("new flow invoice-posted\n");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anUnknownEventTypeIsRefusedWithTheNearestAndAllTypes() {
    assertThat(run("flow", "thank-you", "--event", "form.submited")).isEqualTo(2);
    assertThat(err.toString())
        .contains("did you mean 'form.submitted'?", "whatsapp.message.received", "odoo.<model>");
  }

  @ParameterizedTest
  @CsvSource({
    "ThankYou, thank-you",
    "thank_you, thank-you",
    "thank-you.camel.yaml, thank-you",
    "Saudação, saudacao",
    "2nd-try, nd-try",
    "../../x, x",
  })
  void aBadNameIsRefusedWithAGoodOne(String name, String better) throws IOException {
    Set<Path> before = files();
    assertThat(run("flow", name)).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean '" + better + "'?");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aRouteOfThatNameInAnotherFileIsNamed() {
    assertThat(run("flow", "media-received")).isEqualTo(2);
    assertThat(err.toString()).contains("whatsapp-message.camel.yaml already");
  }

  @Test
  void aFileThatExistsIsNotTouchedAndNothingElseIsWritten() throws IOException {
    Path test = routes.resolve("tests/greet.test.yaml");
    Files.createDirectories(test.getParent());
    Files.writeString(test, "mine");
    Set<Path> before = files();
    assertThat(run("flow", "greet")).isEqualTo(2);
    assertThat(err.toString()).contains("never overwritten", test.toString());
    assertThat(test).hasContent("mine");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void ifOneFileCannotBeWrittenTheOthersAreDeletedAgain() throws IOException {
    Files.createDirectories(routes.resolve("tests"));
    // A file stands where a folder must be, so that no user can create anything in it.
    Files.writeString(routes.resolve("tests/inner"), "");
    Set<Path> before = files();
    NewFiles files =
        new NewFiles(routes)
            .add("flows/a.camel.yaml", "a")
            .add("tests/more/b.yaml", "b")
            .add("tests/inner/c.yaml", "c");
    org.assertj.core.api.Assertions.assertThatThrownBy(files::write)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tests/inner");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aMissingFolderIsReportedAndAMissingPartIsNotCreated() throws IOException {
    routes = temp.resolve("elsewhere");
    assertThat(run("flow", "greet")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no folder", "RECADO_ROUTES");
    Files.createDirectories(routes.resolve("flows"));
    assertThat(run("connector", "acme")).isEqualTo(2);
    assertThat(err.toString()).contains("has no folder kamelets");
    assertThat(routes.resolve("kamelets")).doesNotExist();
  }

  @Test
  void aConnectorIsAKameletAndItsBinding() throws IOException {
    assertThat(run("connector", "acme")).as(err.toString()).isZero();
    Path kamelet = routes.resolve("kamelets/acme-sink.kamelet.yaml");
    Path binding = routes.resolve("connectors/acme.camel.yaml");
    assertThat(schema("kamelet.json").validate(KameletShape.yaml(Files.readString(kamelet))))
        .isEmpty();
    assertThat(kamelet).content().contains("Acme Sink", "requestSent");
    assertThat(binding).content().contains("direct:connector-acme", "kamelet:acme-sink");
    assertThat(out.toString())
        .contains("RECADO_CONNECTOR_ACME_URL", "RECADO_OUTBOX_CONNECTORS_ACME_CONCURRENCY");
  }

  @Test
  void aConnectorNameOfTwoWordsIsRefusedBecauseOfItsVariables() {
    assertThat(run("connector", "acme-gateway")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean 'acmegateway'?");
  }

  @Test
  void aSecondConnectorOfTheSameNameIsRefused() {
    assertThat(run("connector", "waha")).isEqualTo(2);
    assertThat(err.toString()).contains("connector 'waha'", "waha.camel.yaml already");
  }

  @Test
  void everyEventTypeThatHasADescriptionHasABlueprint() {
    var described =
        KameletShape.yaml(
            new String(Blueprints.bytes("events.yaml"), java.nio.charset.StandardCharsets.UTF_8));
    List<String> types = new java.util.ArrayList<>();
    described.fieldNames().forEachRemaining(types::add);
    assertThat(Blueprints.events()).containsExactlyInAnyOrderElementsOf(types);
  }
}
