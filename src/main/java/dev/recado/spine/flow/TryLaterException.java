package dev.recado.spine.flow;

import org.jspecify.annotations.Nullable;

/** A system that a flow asked is away or overloaded; the same question may be answered later. */
public class TryLaterException extends RuntimeException {

  /**
   * Makes one.
   *
   * @param message who is away and how it showed, without secrets
   * @param cause the failure below, or null
   */
  public TryLaterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
