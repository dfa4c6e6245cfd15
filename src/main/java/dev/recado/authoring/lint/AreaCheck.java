package dev.recado.authoring.lint;

/** R010: the templates with which the company's areas begin conversations. */
final class AreaCheck implements Check {

  private static final String BUSINESS = "intents/business.yaml";

  @Override
  public void folder(Project project, Report report) {
    project
        .document(BUSINESS)
        .ifPresent(
            document -> {
              Yaml root = document.root();
              Yaml areas = root == null ? null : root.get("areas");
              if (areas != null) {
                areas.items().forEach(area -> opening(document, area, project, report));
              }
            });
  }

  private static void opening(Document document, Yaml area, Project project, Report report) {
    area.text("abertura")
        .filter(name -> !project.templates().containsKey(name.value()))
        .ifPresent(
            name ->
                report.add(
                    Code.R010,
                    document,
                    name.at(),
                    "there is no template \"%s\"".formatted(name.value())
                        + Nearest.hint(name.value(), project.templates().keySet())));
  }
}
