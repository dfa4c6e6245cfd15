package dev.recado.spine.flow;

import org.jspecify.annotations.Nullable;

/** A system that a flow called is unavailable or overloaded; the same call may succeed later. */
public class TryLaterException extends RuntimeException {

  /**
   * Makes one.
   *
   * @param message which system is unavailable and what it answered, without secrets
   * @param cause the failure below, or null
   */
  public TryLaterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
