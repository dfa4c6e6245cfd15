package dev.recado.authoring.lint;

/** R001: what keeps the YAML from being read, or makes it mean something else. */
final class SyntaxCheck implements Check {

  @Override
  public void file(Document document, Report report) {
    document.flaws().forEach(flaw -> report.add(Code.R001, document, flaw.at(), flaw.message()));
  }
}
