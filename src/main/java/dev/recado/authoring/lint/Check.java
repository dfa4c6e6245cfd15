package dev.recado.authoring.lint;

/** One kind of thing that lint looks for. */
interface Check {

  /**
   * Looks at one file by itself; the result is kept for as long as the file stays as it is.
   *
   * @param document that could be read as YAML
   * @param report takes what is wrong
   */
  default void file(Document document, Report report) {}

  /**
   * Looks at all files together.
   *
   * @param project the files
   * @param report takes what is wrong
   */
  default void folder(Project project, Report report) {}
}
