package dev.recado.authoring.lint;

import java.util.Locale;
import java.util.regex.Pattern;

/** R015: names of files, routes and steps. */
final class NameCheck implements Check {

  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  static boolean kebab(String name) {
    return KEBAB.matcher(name).matches();
  }

  @Override
  public void file(Document document, Report report) {
    switch (document.kind()) {
      case FLOW, CONNECTOR, CONFIGURATION, STEPS -> routes(document, report);
      case TEMPLATE -> template(document, report);
      default -> {}
    }
  }

  private static void routes(Document document, Report report) {
    document.routes().forEach(route -> route.id().ifPresent(id -> id(document, id, report)));
    document.steps().forEach(step -> step.id().ifPresent(id -> id(document, id, report)));
    if (document.markdown()) {
      return;
    }
    if (!kebab(document.stem())) {
      report.add(
          Code.R015,
          document,
          Place.START,
          "the file's name \"%s\" is not kebab-case; call it \"%s\""
              .formatted(document.stem(), suggestion(document.stem())));
    }
    String wanted =
        (document.kind() == Document.Kind.CONNECTOR ? "connector-" : "") + document.stem();
    boolean named =
        document.routes().isEmpty()
            || document.kind() == Document.Kind.CONFIGURATION
            || document.routes().stream()
                .anyMatch(route -> route.id().filter(id -> id.value().equals(wanted)).isPresent());
    if (!named) {
      report.add(
          Code.R015,
          document,
          document.routes().get(0).at(),
          "a route of this file must have the id \"%s\", after the file's name".formatted(wanted));
    }
  }

  private static void id(Document document, Yaml.Text id, Report report) {
    if (!kebab(id.value()) && !id.value().contains("{{") && !id.empty()) {
      report.add(
          Code.R015,
          document,
          id.at(),
          "the id \"%s\" is not kebab-case; call it \"%s\""
              .formatted(id.value(), suggestion(id.value())));
    }
  }

  private static void template(Document document, Report report) {
    Yaml root = document.root();
    if (root == null || document.markdown()) {
      return;
    }
    root.text("name")
        .filter(name -> !name.value().replace('_', '-').equals(document.stem()))
        .ifPresent(
            name ->
                report.add(
                    Code.R015,
                    document,
                    name.at(),
                    "the template \"%s\" stands in %s.yaml; its file is \"%s.yaml\""
                        .formatted(name.value(), document.stem(), name.value().replace('_', '-'))));
  }

  private static String suggestion(String name) {
    String words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    String kebab = words.replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
    return kebab.isEmpty() ? "a-name" : kebab;
  }
}
