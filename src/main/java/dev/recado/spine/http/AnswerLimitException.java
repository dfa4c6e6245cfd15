package dev.recado.spine.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other system's answer is too long or too slow. The system may have done what was asked. */
public final class AnswerLimitException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean tooLong;

  private AnswerLimitException(String message, boolean tooLong, @Nullable Throwable cause) {
    super(message, cause);
    this.tooLong = tooLong;
  }

  static AnswerLimitException late(String message, @Nullable Throwable cause) {
    return new AnswerLimitException(message, false, cause);
  }

  static AnswerLimitException tooLong(long most) {
    return new AnswerLimitException(
        "The other system's answer is over %d bytes".formatted(most), true, null);
  }

  /** Tells whether it is the length that is too much, and not the time. */
  public boolean tooLong() {
    return tooLong;
  }
}
