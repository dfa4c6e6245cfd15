package dev.recado.authoring.lint;

/** R001: errors that make the YAML unreadable or change its meaning. */
final class SyntaxCheck implements Check {

  @Override
  public void file(Document document, Report report) {
    document.flaws().forEach(flaw -> report.add(Code.R001, document, flaw.at(), flaw.message()));
  }
}
