package dev.recado.authoring.lint;

import java.util.Map;
import java.util.Set;

/** R003: components, languages and data formats that are not in this hub's jar. */
final class ComponentCheck implements Check {

  /** The YAML names of languages whose own name differs. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of("hl7terser", "hl7terser", "method", "bean");

  private static final Set<String> CORE =
      Set.of(
          "constant",
          "exchangeProperty",
          "header",
          "method",
          "ref",
          "simple",
          "tokenize",
          "variable",
          "csimple",
          "xtokenize");

  /** What may stand beside the data format of a step. */
  private static final Set<String> BESIDE =
      Set.of(
          "id",
          "description",
          "note",
          "disabled",
          "variableSend",
          "variableReceive",
          "allowNullBody");

  private final Catalogue catalogue;

  ComponentCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void file(Document document, Report report) {
    for (Call call : document.calls()) {
      String scheme = call.scheme();
      boolean here = scheme.isEmpty() || catalogue.components().contains(scheme);
      if (!here && !ConsumerCheck.tells(call, catalogue)) {
        report.add(
            Code.R003,
            document,
            call.uri().at(),
            "there is no component \"%s\" in this hub".formatted(scheme)
                + Nearest.hint(scheme, catalogue.components()));
      }
    }
    for (Expression expression : document.expressions()) {
      String language = OTHER_NAMES.getOrDefault(expression.language(), expression.language());
      if (!CORE.contains(expression.language()) && !catalogue.languages().contains(language)) {
        report.add(
            Code.R003,
            document,
            expression.key().at(),
            "the language \"%s\" is not in this hub; use simple, constant, variable or a bean's method"
                .formatted(expression.language()));
      }
    }
    document.steps().stream()
        .filter(step -> step.kind().equals("marshal") || step.kind().equals("unmarshal"))
        .forEach(step -> dataFormat(document, step, report));
  }

  /** The running hub opens no data format to routes: they would load classes and read files. */
  private static void dataFormat(Document document, Step step, Report report) {
    Place at = step.key().at();
    String named = "";
    for (Yaml.Entry entry : step.value().entries()) {
      if (!BESIDE.contains(entry.name())) {
        at = entry.key().at();
        named = " \"" + entry.name() + "\"";
      }
    }
    report.add(
        Code.R003,
        document,
        at,
        "the data format%s is not in this hub; the hub's own steps take maps as they are"
            .formatted(named));
  }
}
