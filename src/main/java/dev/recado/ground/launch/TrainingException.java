package dev.recado.ground.launch;

/** The reason why there is no class-data archive. */
final class TrainingException extends Exception {

  TrainingException(String message) {
    super(message);
  }

  TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
