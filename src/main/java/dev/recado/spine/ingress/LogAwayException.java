package dev.recado.spine.ingress;

import org.jspecify.annotations.Nullable;

/** The inbound log did not take the record in time; the sender should try again. */
public class LogAwayException extends RuntimeException {

  LogAwayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
