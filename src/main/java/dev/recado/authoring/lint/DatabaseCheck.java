package dev.recado.authoring.lint;

import java.util.Set;
import java.util.TreeSet;

/** R054: databases that no setting names. */
final class DatabaseCheck implements Check {

  private final Databases databases;

  DatabaseCheck(Databases databases) {
    this.databases = databases;
  }

  @Override
  public void folder(Project project, Report report) {
    project.calls(
        use -> {
          // A page of Markdown has examples, whose databases are those of its readers.
          if (!use.document().file().endsWith(".md")) {
            Databases.named(use.call()).ifPresent(name -> check(use, name, report));
          }
        });
  }

  private void check(Project.CallIn use, String name, Report report) {
    Call.Option option = use.call().option(Databases.OPTION).orElseThrow();
    if (option.value().dynamic()) {
      return;
    }
    Set<String> known = new TreeSet<>(databases.configured().keySet());
    known.add(Databases.OWN);
    if (!known.contains(name)) {
      String setting = "recado.databases." + name + ".url";
      report.add(
          Code.R054,
          use.document(),
          option.value().at(),
          "no setting names the database \"%s\"".formatted(name)
              + Nearest.to(name, known)
                  .map(near -> "; did you mean \"#" + near + "\"?")
                  .orElse("; set %s (%s)".formatted(Settings.variable(setting), setting)));
    } else if (!option.value().value().startsWith("#")) {
      report.add(
          Code.R054,
          use.document(),
          option.value().at(),
          "write \"#%s\": without the # Camel takes it for a text".formatted(name));
    }
  }
}
