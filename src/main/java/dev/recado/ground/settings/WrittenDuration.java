package dev.recado.ground.settings;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** Reads durations as people write them, such as {@code 30d}. */
public final class WrittenDuration {

  private WrittenDuration() {}

  /**
   * Reads a duration. Spring takes a number without a unit for milliseconds, which almost nobody
   * means.
   *
   * @param text a whole number with ms, s, m, h or d, or ISO 8601 such as {@code PT30S}; {@code 0}
   *     needs no unit
   * @throws IllegalArgumentException for anything else
   */
  public static Duration read(String text) {
    String written = text.strip();
    if (isBare(written)) {
      throw new IllegalArgumentException(
          "'%s' has no unit such as s, m, h or d".formatted(written));
    }
    try {
      return DurationStyle.detectAndParse(written);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'%s' is too long".formatted(written), e);
    }
  }

  /** Tells whether a text is a number other than zero without a unit. */
  static boolean isBare(String text) {
    return text.matches("[+-]?0*[1-9]\\d*");
  }
}
