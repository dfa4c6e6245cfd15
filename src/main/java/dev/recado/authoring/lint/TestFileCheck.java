package dev.recado.authoring.lint;

import java.util.List;
import java.util.Optional;

/** R026: each flow has a test, and each test a flow. */
final class TestFileCheck implements Check {

  @Override
  public void folder(Project project, Report report) {
    List<String> flows =
        project.of(Document.Kind.FLOW).stream()
            .filter(document -> !document.markdown())
            .map(Document::stem)
            .toList();
    for (Document flow : project.of(Document.Kind.FLOW)) {
      String test = "tests/" + flow.stem() + ".test.yaml";
      if (!flow.markdown() && project.document(test).isEmpty()) {
        report.add(
            Code.R026,
            flow,
            Place.START,
            "the flow has no test; write one in \"%s\"".formatted(test));
      }
    }
    for (Document test : project.of(Document.Kind.TEST)) {
      if (!test.markdown()) {
        test(test, flows, report);
      }
    }
  }

  private static void test(Document test, List<String> flows, Report report) {
    Optional<Yaml.Text> named = test.root() == null ? Optional.empty() : test.root().text("flow");
    Place at = named.map(Yaml.Text::at).orElse(Place.START);
    String flow = named.map(Yaml.Text::value).orElse(test.stem());
    if (!flow.equals(test.stem())) {
      report.add(
          Code.R026,
          test,
          at,
          "the test is for the flow \"%s\", but its file has the name \"%s\"; they must be the same"
              .formatted(flow, test.stem()));
    } else if (!flows.contains(flow)) {
      report.add(
          Code.R026,
          test,
          at,
          "there is no flow \"flows/%s.camel.yaml\"".formatted(flow) + Nearest.hint(flow, flows));
    }
  }
}
