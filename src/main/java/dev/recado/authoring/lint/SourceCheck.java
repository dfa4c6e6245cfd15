package dev.recado.authoring.lint;

import dev.recado.systems.source.SourceFile;
import java.util.List;

/** R063: files of {@code sources/}, as the hub itself reads them. */
final class SourceCheck implements Check {

  @Override
  public void file(Document document, Report report) {
    if (document.kind() == Document.Kind.SOURCE && document.root() != null) {
      SourceFile.read(document.name(), document.text())
          .problems()
          .forEach(
              problem ->
                  report.add(
                      Code.R063,
                      document,
                      new Place(problem.line(), problem.column()),
                      problem.message()));
    }
  }

  @Override
  public void folder(Project project, Report report) {
    List<Document> sources =
        project.of(Document.Kind.SOURCE).stream().filter(one -> !one.markdown()).toList();
    List<String> names = sources.stream().map(Document::name).toList();
    for (Document document : sources) {
      String shared = SourceFile.read(document.name(), document.text()).sharesItsSecret(names);
      if (shared != null) {
        report.add(Code.R063, document, Place.START, shared);
      }
    }
  }
}
