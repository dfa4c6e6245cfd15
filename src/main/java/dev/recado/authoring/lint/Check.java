package dev.recado.authoring.lint;

/** A check of lint. */
interface Check {

  /**
   * Checks one file by itself. The result is kept as long as the file does not change.
   *
   * @param document a file that could be read as YAML
   * @param report takes the findings
   */
  default void file(Document document, Report report) {}

  /**
   * Checks all files together.
   *
   * @param project the files
   * @param report takes the findings
   */
  default void folder(Project project, Report report) {}
}
