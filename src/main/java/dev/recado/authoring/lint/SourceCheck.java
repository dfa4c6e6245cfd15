package dev.recado.authoring.lint;

import dev.recado.systems.source.SourceFile;

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
}
