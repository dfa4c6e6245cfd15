package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lint also reports files that are no flows at all. */
class LintRubbishTest {

  private static final Lint LINT = Lint.ofTheHub();

  @Test
  void randomBytesAreReported() {
    byte[] bytes = new byte[5000];
    new Random(7).nextBytes(bytes);
    assertThat(codes("flows/x.camel.yaml", bytes)).contains("R001");
  }

  @Test
  void aRuleThatThrowsAffectsOnlyThatFile() {
    Check stumbling =
        new Check() {
          @Override
          public void file(Document document, Report report) {
            if (document.name().equals("flows/b.camel.yaml")) {
              throw new IllegalStateException("over this one");
            }
          }
        };
    RouteFiles files =
        RouteFiles.NONE.with("flows/a.camel.yaml", "- a").with("flows/b.camel.yaml", "- b");
    assertThat(new Lint(Hub.onTheClassPath(), List.of(stumbling)).check(files))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo("flows/b.camel.yaml");
              assertThat(finding.message()).contains("cannot be checked");
            });
  }

  @Test
  void aFileOfFiveMegabytesIsNotRead() {
    assertThat(
            check("flows/x.camel.yaml", "- a\n".repeat(5 << 18).getBytes(StandardCharsets.UTF_8)))
        .anyMatch(finding -> finding.message().contains("larger than 1 MB"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "- a: ", "a:\n "})
  void deepNestingIsReported(String opening) {
    assertThat(codes("flows/x.camel.yaml", opening.repeat(20_000))).contains("R001");
  }

  @Test
  void anAliasBombIsNotExpanded() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    assertThat(check("flows/x.camel.yaml", bomb.toString()))
        .anyMatch(finding -> finding.message().contains("more than 20 aliases"));
  }

  @Test
  void anAliasOfItselfIsReported() {
    assertThat(check("flows/x.camel.yaml", "&a [*a]\n"))
        .anyMatch(finding -> finding.message().contains("no finished anchor"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flows/x.camel.yaml",
        "connectors/x.camel.yaml",
        "configurations/x.camel.yaml",
        "kamelets/x.kamelet.yaml",
        "templates/x.yaml",
        "intents/flows.yaml"
      })
  void anotherShapeIsReportedInEveryFolder(String name) {
    for (String text :
        List.of(
            "x",
            "3",
            "null",
            "- x",
            "- [x]",
            "a: b",
            "- route",
            "- route: x",
            "- route:\n    from: x\n",
            "spec: x\n",
            "spec:\n  template: []\n",
            "- route: []\n",
            "intents: []\n",
            "intents:\n  a: b\n",
            "body: [x]\n",
            "? [a]\n: b\n",
            "---\n...\n",
            "%YAML 9.9\n---\na: b\n",
            "!!binary x\n",
            "\u0000")) {
      assertThat(check(name, text)).as(text).isNotEmpty();
    }
  }

  @Test
  void noNamesAndNoFilesAreAccepted() {
    assertThat(LINT.check(RouteFiles.NONE)).isEmpty();
    assertThat(LINT.check(RouteFiles.of(Map.of("x", new byte[0], "flows/", new byte[0]))))
        .isNotEmpty();
  }

  private static List<String> codes(String name, Object content) {
    return check(name, content).stream().map(Finding::code).toList();
  }

  private static List<Finding> check(String name, Object content) {
    byte[] bytes =
        content instanceof byte[] raw
            ? raw
            : String.valueOf(content).getBytes(StandardCharsets.UTF_8);
    return LINT.check(RouteFiles.of(Map.of(name, bytes))).stream()
        .filter(finding -> !finding.code().equals("R026"))
        .toList();
  }
}
