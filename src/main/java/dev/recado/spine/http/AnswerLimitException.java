package dev.recado.spine.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other system's answer is too long or too slow. The system may have done what was asked. */
public final class AnswerLimitException extends IOException {

  AnswerLimitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
