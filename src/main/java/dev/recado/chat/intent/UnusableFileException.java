package dev.recado.chat.intent;

import org.jspecify.annotations.Nullable;

/** A file of {@code routes/intents} cannot be used. */
final class UnusableFileException extends RuntimeException {

  private final String file;
  private final String remedy;

  /**
   * Creates one.
   *
   * @param file its path within {@code routes}
   * @param problem what is wrong and where, one sentence
   * @param remedy what to do, one sentence
   * @param cause the failure below it, or null
   */
  UnusableFileException(String file, String problem, String remedy, @Nullable Throwable cause) {
    super(problem, cause);
    this.file = file;
    this.remedy = remedy;
  }

  UnusableFileException(String file, String problem, String remedy) {
    this(file, problem, remedy, null);
  }

  String file() {
    return file;
  }

  String remedy() {
    return remedy;
  }

  /** The problem and the remedy, for a person. */
  String told() {
    return getMessage() + " " + remedy;
  }
}
