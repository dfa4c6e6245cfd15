package dev.recado.spine.flow;

import org.jspecify.annotations.Nullable;

/** An event that no retry can help: a person must look at it. */
public class UnprocessableException extends RuntimeException {

  /**
   * Makes one.
   *
   * @param message what is missing or wrong, and what to do, without secrets
   */
  public UnprocessableException(String message) {
    this(message, null);
  }

  /**
   * Makes one with a cause.
   *
   * @param message what is missing or wrong, and what to do, without secrets
   * @param cause the failure below, or null
   */
  public UnprocessableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
