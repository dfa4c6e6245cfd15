package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.recado.authoring.lint.Finding;
import dev.recado.authoring.lint.Lint;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.systems.source.SourceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A source of an author's own: from the command to a flow with its test. */
class NewSourceCommandTest {

  private static final JsonSchema SOURCE =
      JsonSchemaFactory.getInstance(VersionFlag.V7)
          .getSchema(SchemaLocation.of(Path.of("schemas", "source.json").toUri().toString()));

  private Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void folder(@TempDir Path folder) {
    temp = folder;
  }

  private int run(String... args) {
    return new CommandLine(new NewCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(Stream.of(args), Stream.of("--routes", temp.resolve("routes").toString()))
                .toArray(String[]::new));
  }

  private Path file(String name) {
    return temp.resolve("routes").resolve(name);
  }

  private void likesIt(String name) throws IOException {
    String yaml = Files.readString(file(name));
    assertThat(SOURCE.validate(yaml, com.networknt.schema.InputFormat.YAML)).as(yaml).isEmpty();
    assertThat(SourceFile.read(name, yaml).problems()).as(yaml).isEmpty();
  }

  @Test
  void aSourceFollowsTheSchemaAndItsFlowPassesLint() throws IOException {
    assertThat(run("routes")).isZero();
    assertThat(run("source", "shop")).isZero();
    assertThat(out.toString())
        .contains("RECADO_SOURCES_SHOP_SECRET", "new flow shop-answer --event shop.received");
    likesIt("sources/shop.yaml");
    assertThat(run("flow", "shop-answer", "--event", "shop.received")).isZero();
    assertThat(file("tests/shop-answer.test.yaml"))
        .content()
        .contains("webhook: {source: shop, file: fixtures/shop-answer.json}");
    assertThat(Lint.ofTheHub().check(RouteFolder.at(temp.resolve("routes")).read()))
        .extracting(Finding::toString)
        .isEmpty();
  }

  static Set<String> presets() {
    return SourceFile.presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void aPresetIsAFileOfThreeFields(String preset) throws IOException {
    Files.createDirectories(temp.resolve("routes"));
    assertThat(run("source", "here", "--preset", preset)).as(err.toString()).isZero();
    likesIt("sources/here.yaml");
  }

  @Test
  void aNameOfTheHubAnUnknownPresetAndAnExistingFileAreRefused() throws IOException {
    Files.createDirectories(temp.resolve("routes"));
    assertThat(run("source", "kommo")).isEqualTo(2);
    assertThat(run("source", "Minha Loja")).isEqualTo(2);
    assertThat(run("source", "shop", "--preset", "shopfy")).isEqualTo(2);
    assertThat(err.toString())
        .contains("\"kommo\" is a word of the hub itself", "did you mean 'minha-loja'", "shopify");
    assertThat(file("sources")).doesNotExist();
    assertThat(run("source", "shop")).isZero();
    assertThat(run("source", "shop")).isEqualTo(2);
  }

  /** A shell reads an apostrophe and a less-than sign as its own. */
  @Test
  void theNextCommandsCanBePasted() throws IOException {
    assertThat(run("routes")).isZero();
    for (String[] command : new String[][] {{"source", "shop"}, {"connector", "acme"}}) {
      assertThat(run(command)).isZero();
    }
    assertThat(out.toString().lines().filter(line -> line.startsWith("  ")))
        .anyMatch(line -> line.contains("RECADO_SOURCES_SHOP_SECRET=change-me java"))
        .anyMatch(line -> line.contains("RECADO_CONNECTOR_ACME_URL=http://"))
        .allSatisfy(line -> assertThat(line.replaceFirst(" #.*", "")).doesNotContain("<", "'"));
  }

  @Test
  void aRoutesFolderIsNotWrittenOverAnother() throws IOException {
    assertThat(run("routes")).isZero();
    assertThat(file("flows/opt-out.camel.yaml")).exists();
    assertThat(temp.resolve("schemas/source.json")).exists();
    assertThat(run("routes")).isEqualTo(2);
    assertThat(err.toString()).contains("exists and is not empty");
  }

  @Test
  void anEventOfASourceThatWasNotWrittenYetIsRefusedWithTheWay() {
    assertThat(run("routes")).isZero();
    assertThat(run("flow", "order", "--event", "shop.order")).isEqualTo(2);
    assertThat(err.toString()).contains("new source <name>");
  }
}
