package dev.recado.spine.intake;

import org.jspecify.annotations.Nullable;

/**
 * A body that the ingress accepted, but that is not what its source sends; it becomes a dead letter
 * with its bytes.
 */
public class UnreadableException extends RuntimeException {

  /**
   * Makes one.
   *
   * @param message what is wrong and where, without the body's own text
   * @param cause the failure below, or null
   */
  public UnreadableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
