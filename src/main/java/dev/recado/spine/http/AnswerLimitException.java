package dev.recado.spine.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A far side answers without end, or too slowly. What was asked of it may have been done all the
 * same.
 */
public final class AnswerLimitException extends IOException {

  AnswerLimitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
