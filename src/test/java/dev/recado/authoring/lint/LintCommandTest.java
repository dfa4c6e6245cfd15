package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LintCommandTest {

  private static final String BROKEN = "- route:\n    id: x\n    id: x\n";

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  LintCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("my routes/flows"));
    Files.writeString(folder.resolve("my routes/flows/x.camel.yaml"), BROKEN);
    Files.writeString(folder.resolve("my routes/flows/y.camel.yaml"), "");
  }

  @Test
  void findingsNameThePathAsTheUserWroteIt() {
    assertThat(run(folder + "/my routes")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            folder
                + "/my routes/flows/x.camel.yaml:3:5 error R001 \"id\" stands here a second time;"
                + " the first is in line 2\n");
    assertThat(err.toString()).contains("errors").contains("docs/lint.md");
  }

  @Test
  void theRoutesFolderMayBeNamedAsInTheOtherCommands() {
    assertThat(run("--routes", folder + "/my routes")).isEqualTo(1);
    assertThat(out.toString()).contains(folder + "/my routes/flows/x.camel.yaml:3:5 error R001");
  }

  @Test
  void anEmptyFolderIsToldWithTheCommandThatFillsOne() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty/routes"));
    assertThat(run(empty.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("The folder " + empty + " is empty")
        .contains("new routes")
        .doesNotContain("Usage:");
  }

  @Test
  void forAFileOnlyItsOwnFindingsArePrinted() {
    assertThat(run(folder + "/my routes/flows/y.camel.yaml")).isEqualTo(1);
    assertThat(out.toString()).contains("y.camel.yaml:1:1 error R001 the file is empty");
    assertThat(out.toString()).doesNotContain("x.camel.yaml");
  }

  @Test
  void warningsAreErrorsOnlyWithStrict() throws IOException {
    Path good = Path.of("src/test/resources/lint/R017/good").toAbsolutePath();
    Path copy = Files.createDirectories(folder.resolve("good/flows"));
    Files.copy(good.resolve("flows/x.camel.yaml"), copy.resolve("x.camel.yaml"));
    assertThat(run(copy.toString())).isZero();
    assertThat(out.toString()).contains("warning R026");
    assertThat(run("--strict", copy.toString())).isEqualTo(1);
  }

  @Test
  void aSettingThatOnlyTheHubHasIsANoteAndNoError() throws IOException {
    Path bad = Path.of("src/test/resources/lint/R057/bad").toAbsolutePath();
    Path copy = Files.createDirectories(folder.resolve("notes/flows"));
    Files.copy(bad.resolve("flows/x.camel.yaml"), copy.resolve("x.camel.yaml"));
    Path tests = Files.createDirectories(folder.resolve("notes/tests"));
    Files.writeString(tests.resolve("x.test.yaml"), "flow: x\n");
    assertThat(run("--strict", copy + "/x.camel.yaml")).isZero();
    assertThat(out.toString())
        .contains(
            "x.camel.yaml:13:27 note R057 the credential \"unset\" is not set here; the hub will"
                + " need RECADO_HTTP_CREDENTIALS_UNSET");
    assertThat(err.toString()).contains("0 errors, 0 warnings, 2 notes.");
    assertThat(run("--format", "github", copy.toString())).isZero();
    assertThat(out.toString()).contains("::notice file=");
  }

  @Test
  void whatTheMachineHasInItsEnvironmentIsNoSettingOfTheHub() throws IOException {
    String variable = System.getenv().keySet().stream().filter("PATH"::equals).findFirst().get();
    Path flows = Files.createDirectories(folder.resolve("env/flows"));
    String text =
        Files.readString(Path.of("src/test/resources/lint/R057/good/flows/x.camel.yaml"))
            .replace("recado.flow.shop.name", variable.toLowerCase(java.util.Locale.ROOT) + ":x");
    Files.writeString(flows.resolve("x.camel.yaml"), text);
    assertThat(run(flows.toString())).isZero();
    assertThat(out.toString())
        .contains("warning R008 nobody defines the setting \"path\", so its default");
  }

  @Test
  void aMissingPathIsWrongUse() {
    assertThat(run(folder + "/nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no file or folder");
  }

  @Test
  void aFolderThatLintDoesNotKnowIsWrongUse() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("other")).resolve("x.txt"), "x");
    assertThat(run(folder + "/other")).isEqualTo(2);
    assertThat(err.toString()).contains("neither in a routes folder");
  }

  @Test
  void jsonHoldsEachFinding() throws IOException {
    run("--format", "json", folder + "/my routes/flows/y.camel.yaml");
    JsonNode finding = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(finding.path("file").asText()).endsWith("my routes/flows/y.camel.yaml");
    assertThat(finding.path("line").asInt()).isEqualTo(1);
    assertThat(finding.path("severity").asText()).isEqualTo("error");
    assertThat(finding.path("code").asText()).isEqualTo("R001");
  }

  @Test
  void githubGetsWorkflowCommandsWithEscapedCharacters() {
    run("--format", "github", folder + "/my routes/flows/x.camel.yaml");
    assertThat(out.toString())
        .contains("my routes/flows/x.camel.yaml,line=3,col=5,title=R001::\"id\" stands here")
        .contains("\n::error file=")
        .startsWith("::warning file=");
  }

  @Test
  void sarifNamesRulesAndPlaces() throws IOException {
    run("--format", "sarif", folder + "/my routes/flows/x.camel.yaml");
    JsonNode run = new ObjectMapper().readTree(out.toString()).at("/runs/0");
    JsonNode result = run.at("/results/4");
    assertThat(run.at("/tool/driver/rules/" + result.path("ruleIndex").asInt() + "/id"))
        .isEqualTo(result.path("ruleId"));
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(3);
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .endsWith("my%20routes/flows/x.camel.yaml");
  }

  @Test
  void blocksOfMarkdownAreReportedAtTheirLines() throws IOException {
    Path file = folder.resolve("README.md");
    Files.writeString(file, "# Read me\n\n  ```yaml\n  - to:\n      id: a\n      urii: x\n  ```\n");
    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("README.md:6:7 error R002 \"to\" has no property \"urii\"");
  }

  private int run(String... args) {
    return new CommandLine(new LintCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
