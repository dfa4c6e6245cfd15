package dev.recado.authoring.lint;

/** R019: names of route configurations. Camel ignores an unknown name. */
final class ConfigurationIdCheck implements Check {

  @Override
  public void folder(Project project, Report report) {
    for (Document document : project.documents()) {
      for (Route route : document.routes()) {
        route
            .node()
            .text("routeConfigurationId")
            .ifPresent(id -> names(document, id, project, report));
      }
    }
  }

  private static void names(Document document, Yaml.Text id, Project project, Report report) {
    int from = 0;
    for (String part : id.value().split(",", -1)) {
      String name = part.strip();
      boolean pattern = name.contains("*") || name.contains("{{");
      if (!pattern && !project.configurations().contains(name)) {
        report.add(
            Code.R019,
            document,
            document.place(id, from + part.indexOf(name)),
            "no file of routes/configurations defines \"%s\", and Camel would say nothing"
                    .formatted(name)
                + Nearest.hint(name, project.configurations()));
      }
      from += part.length() + 1;
    }
  }
}
