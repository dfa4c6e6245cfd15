package dev.recado.authoring.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** R010 and R011: message templates that flows name, and their parameters. */
final class TemplateUseCheck implements Check {

  @Override
  public void folder(Project project, Report report) {
    project.calls(
        use -> {
          Kamelet kamelet =
              use.call().kamelet() ? project.kamelets().get(use.call().kameletName()) : null;
          if (kamelet != null && kamelet.effects().contains("whatsapp-template")) {
            use.call()
                .option("template")
                .ifPresent(option -> named(use.document(), option.value(), project, report));
          }
          if (kamelet != null && kamelet.effects().contains("campaign-start")) {
            use.call()
                .option("template")
                .ifPresent(option -> exists(use.document(), option.value(), project, report));
          }
        });
    for (Document document : project.documents()) {
      for (Step step : document.steps()) {
        Variables.set(step).stream()
            .filter(set -> set.name().value().equals("template"))
            .forEach(set -> constant(document, set, project, report));
      }
    }
  }

  private static void constant(
      Document document, Variables.Setting set, Project project, Report report) {
    if (set.value().get("constant") instanceof Yaml.Text text) {
      named(document, Spot.of(document, text), project, report);
    }
  }

  private static void named(Document document, Spot name, Project project, Report report) {
    if (name.dynamic() || document.kind() == Document.Kind.KAMELET) {
      return;
    }
    exists(document, name, project, report);
    Document template = project.templates().get(name.value());
    if (template != null) {
      needed(document, name, template, project, report);
    }
  }

  private static void exists(Document document, Spot name, Project project, Report report) {
    if (!name.dynamic() && !project.templates().containsKey(name.value())) {
      report.add(
          Code.R010,
          document,
          name.at(),
          "there is no template \"%s\"".formatted(name.value())
              + Nearest.hint(name.value(), project.templates().keySet()));
    }
  }

  /**
   * The fields of a body are unknown. A variable with nearly the name of the placeholder is
   * probably a typing error.
   */
  private static void needed(
      Document document, Spot name, Document template, Project project, Report report) {
    Map<String, String> parameters = parameters(template);
    Set<String> set = new TreeSet<>();
    document
        .steps()
        .forEach(step -> Variables.set(step).forEach(one -> set.add(one.name().value())));
    Set<String> spare = new HashSet<>(set);
    spare.removeAll(parameters.keySet());
    parameters.forEach(
        (place, type) -> {
          Optional<String> near = Nearest.to(place, spare);
          boolean missing = !type.endsWith("?") && !known(place, project);
          if (missing && near.isPresent() && Nearest.distance(place, near.get()) <= 2) {
            report.add(
                Code.R011,
                document,
                name.at(),
                "the template %s needs \"%s\", which no flow sets; did you set it as \"%s\"?"
                    .formatted(name.value(), place, near.get()),
                Severity.WARNING);
          }
        });
  }

  private static boolean known(String place, Project project) {
    return project.documents().stream()
        .filter(document -> document.kind().camel())
        .anyMatch(
            document ->
                document.text().contains("[" + place + "]")
                    || document.steps().stream()
                        .flatMap(step -> Variables.set(step).stream())
                        .anyMatch(one -> one.name().value().equals(place)));
  }

  private static Map<String, String> parameters(Document template) {
    Map<String, String> parameters = new HashMap<>();
    Yaml declared = template.root() == null ? null : template.root().get("parameters");
    if (declared != null) {
      declared
          .entries()
          .forEach(
              entry ->
                  parameters.put(
                      entry.name(), entry.value() instanceof Yaml.Text text ? text.value() : "?"));
    }
    return parameters;
  }
}
