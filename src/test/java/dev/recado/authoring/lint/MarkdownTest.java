package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {

  private static final Lint LINT = Lint.ofTheHub();

  @Test
  void routesStepsAndOtherYamlAreDistinguished() {
    assertThat(findings("```yaml\n- route:\n    id: a-b\n```\n")).anyMatch(f -> f.contains("R017"));
    assertThat(findings("```yaml\n- to:\n    id: a\n```\n"))
        .anyMatch(f -> f.contains("no \"uri\""));
    assertThat(findings("```yaml\nservices:\n  recado: {}\n```\n")).isEmpty();
    assertThat(findings("```yaml\nname: a\nlanguage: pt_BR\nbody: '{{x}}'\n```\n"))
        .anyMatch(f -> f.contains("R011"));
  }

  @Test
  void otherBlocksAreIgnored() {
    assertThat(findings("```json\n{\n```\n\n```\n- route\n```\n")).isEmpty();
    assertThat(findings("```yaml unchecked\n- route: [\n```\n")).isEmpty();
  }

  @Test
  void aFragmentHoldsSteps() {
    assertThat(findings("```yaml fragment\n- to: direct:answer\n```\n"))
        .anyMatch(f -> f.startsWith("x.md:2:7 error R012"));
  }

  @Test
  void brokenYamlIsReportedAtItsLine() {
    assertThat(findings("text\n\n~~~yaml\na: b\n\tc: d\n~~~\n"))
        .anyMatch(f -> f.startsWith("x.md:5:1 "));
  }

  @Test
  void aBlockInAListKeepsItsColumns() {
    assertThat(
            findings(
                "1. A step:\n\n    ```yaml\n    - sett:\n        id: a\n      log: b\n    ```\n"))
        .isEmpty();
    assertThat(
            findings("1. A step:\n\n    ```yaml fragment\n    - sett:\n        id: a\n    ```\n"))
        .anyMatch(f -> f.startsWith("x.md:4:7 error R002 there is no step \"sett\""));
  }

  private static List<String> findings(String text) {
    return LINT.markdown("x.md", text, RouteFiles.NONE).stream().map(Finding::toString).toList();
  }
}
