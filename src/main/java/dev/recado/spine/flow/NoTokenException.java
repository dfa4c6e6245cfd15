package dev.recado.spine.flow;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A server gives no token for a call to another system, so that system did nothing.
 *
 * <p>The event or call waits. It says nothing about the other system.
 */
public final class NoTokenException extends IOException {

  /**
   * Makes one.
   *
   * @param message which server gave no token for which credential, without secrets
   * @param cause the failure below, or null
   */
  public NoTokenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
