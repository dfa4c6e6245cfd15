package dev.recado.systems.source;

/**
 * Something wrong in a file of {@code routes/sources}.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param message what is wrong and what to write instead, one sentence without a full stop
 */
public record SourceProblem(int line, int column, String message) {

  @Override
  public String toString() {
    return "line " + line + ": " + message;
  }
}
