package dev.recado.authoring.lint;

import java.util.List;

/** R062: the fields of the files in routes/intents. */
final class IntentFieldCheck implements Check {

  private static final List<String> ROW = List.of("flow", "template", "interrupts");
  private static final List<String> AREA = List.of("nome", "sinonimos", "abertura");

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    if (root == null) {
      return;
    }
    switch (document.file()) {
      case "intents/pt-BR.yaml" -> known(document, root, List.of("language", "intents"), report);
      case "intents/flows.yaml" -> flows(document, root, report);
      case "intents/business.yaml" -> business(document, root, report);
      default -> {
        // Tests and editors may have further files there.
      }
    }
  }

  private static void flows(Document document, Yaml root, Report report) {
    known(document, root, List.of("intents", "keywords"), report);
    Yaml intents = root.get("intents");
    if (intents instanceof Yaml.Dict) {
      intents.entries().forEach(row -> known(document, row.value(), ROW, report));
      required(
          document,
          intents,
          "desconhecido",
          "the row of all texts that are not understood",
          report);
    }
  }

  /** Beside the areas, a company tells what it likes. */
  private static void business(Document document, Yaml root, Report report) {
    required(document, root, "nome", "the name that customers know", report);
    Yaml areas = root.get("areas");
    if (areas != null) {
      for (Yaml area : areas.items()) {
        known(document, area, AREA, report);
        required(document, area, "nome", "the area's name", report);
      }
    }
  }

  private static void known(Document document, Yaml map, List<String> names, Report report) {
    for (Yaml.Entry entry : map.entries()) {
      if (!names.contains(entry.name())) {
        report.add(
            Code.R062,
            document,
            entry.key().at(),
            "there is no field \"%s\" here; there are %s"
                    .formatted(entry.name(), String.join(", ", names))
                + Nearest.hint(entry.name(), names));
      }
    }
  }

  private static void required(
      Document document, Yaml map, String field, String what, Report report) {
    if (map.get(field) == null) {
      report.add(Code.R062, document, map.at(), "\"%s\" is missing, %s".formatted(field, what));
    }
  }
}
