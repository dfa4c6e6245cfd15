package dev.recado.authoring.lint;

import java.util.Comparator;

/**
 * A problem at one place.
 *
 * @param file relative to the routes folder, as in {@code RouteFiles}; for a Markdown file, its
 *     path
 * @param line from 1
 * @param column in characters, from 1
 * @param severity how bad it is
 * @param code such as {@code R012}; {@code docs/lint.md} has a section for each
 * @param message what is wrong and what to do, in one sentence
 */
public record Finding(
    String file, int line, int column, Severity severity, String code, String message)
    implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::code)
          .thenComparing(Finding::message);

  /**
   * Tells whether the mistake may be in another file, which this one names.
   *
   * @return true for a Kamelet, a file, a route or a template that is missing, or is another one
   */
  public boolean ofAnotherFile() {
    return Code.valueOf(code).ofAnotherFile();
  }

  /** The order of findings: by file, then by place. */
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** The finding as the command prints it: {@code flows/x.camel.yaml:41:9 error R012 …}. */
  @Override
  public String toString() {
    return "%s:%d:%d %s %s %s".formatted(file, line, column, severity.word(), code, message);
  }
}
