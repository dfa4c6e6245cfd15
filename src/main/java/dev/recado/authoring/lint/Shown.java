package dev.recado.authoring.lint;

/**
 * A finding as it is printed.
 *
 * @param path the path of the file, as the user wrote it
 * @param finding the finding in it
 */
record Shown(String path, Finding finding) {

  boolean error() {
    return finding.severity() == Severity.ERROR;
  }

  boolean note() {
    return finding.severity() == Severity.NOTE;
  }

  String level() {
    return finding.severity().word();
  }
}
