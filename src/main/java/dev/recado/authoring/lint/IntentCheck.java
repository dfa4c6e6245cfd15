package dev.recado.authoring.lint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** R025: intents/flows.yaml, the phrases, the flows and the templates. */
final class IntentCheck implements Check {

  private static final String PHRASES = "intents/pt-BR.yaml";

  /** The intent of a text that is not understood. It has no phrases. */
  private static final String UNKNOWN = "desconhecido";

  @Override
  public void folder(Project project, Report report) {
    for (Document document : project.of(Document.Kind.INTENT_FLOWS)) {
      Yaml root = document.root();
      if (root == null) {
        continue;
      }
      Yaml rows = root.get("intents");
      if (!(rows instanceof Yaml.Dict)) {
        report.add(
            Code.R025,
            document,
            (rows == null ? root : rows).at(),
            "\"intents\" must be a map from each intent to its flow");
        continue;
      }
      Map<String, Place> said = said(project, root);
      for (Yaml.Entry row : rows.entries()) {
        row(document, row, project, report);
        if (!said.isEmpty() && !said.containsKey(row.name()) && !row.name().equals(UNKNOWN)) {
          report.add(
              Code.R025,
              document,
              row.key().at(),
              "no phrase of %s and no keyword means \"%s\"".formatted(PHRASES, row.name())
                  + Nearest.hint(row.name(), said.keySet()));
        }
      }
      Place at =
          root instanceof Yaml.Dict dict
              ? dict.key("intents").map(Yaml.Text::at).orElse(root.at())
              : root.at();
      said.keySet().stream()
          .filter(intent -> rows.get(intent) == null)
          .forEach(
              intent ->
                  report.add(
                      Code.R025,
                      document,
                      at,
                      "the intent \"%s\" has no flow here, so it is treated as %s"
                          .formatted(intent, UNKNOWN)));
    }
  }

  private static Map<String, Place> said(Project project, Yaml root) {
    Map<String, Place> said = new LinkedHashMap<>();
    Optional<Yaml> phrases = project.document(PHRASES).flatMap(d -> Optional.ofNullable(d.root()));
    if (phrases.isPresent()) {
      Yaml intents = phrases.get().get("intents");
      if (intents != null) {
        intents.entries().forEach(entry -> said.put(entry.name(), entry.key().at()));
      }
      Yaml keywords = root.get("keywords");
      if (keywords != null) {
        keywords.entries().forEach(entry -> said.put(entry.name(), entry.key().at()));
      }
    }
    return said;
  }

  private static void row(Document document, Yaml.Entry row, Project project, Report report) {
    Optional<Yaml.Text> flow = row.value().text("flow");
    if (flow.isEmpty()) {
      report.add(
          Code.R025,
          document,
          row.key().at(),
          "the intent \"%s\" has no \"flow\"".formatted(row.name()));
    }
    flow.filter(f -> !project.listeners().containsKey(f.value()))
        .ifPresent(
            f ->
                report.add(
                    Code.R025,
                    document,
                    f.at(),
                    "no route listens on \"direct:%s\"".formatted(f.value())
                        + Nearest.hint(f.value(), project.listeners().keySet())));
    row.value()
        .text("template")
        .filter(t -> !project.templates().containsKey(t.value()))
        .ifPresent(
            t ->
                report.add(
                    Code.R025,
                    document,
                    t.at(),
                    "there is no template \"%s\"".formatted(t.value())
                        + Nearest.hint(t.value(), project.templates().keySet())));
  }
}
