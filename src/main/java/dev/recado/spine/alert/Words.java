package dev.recado.spine.alert;

import dev.recado.ground.phone.Phones;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, times and reasons as operators read them, in Portuguese. */
final class Words {

  private static final Locale BRAZIL = Locale.forLanguageTag("pt-BR");
  private static final int LONGEST_REASON = 160;

  private Words() {}

  /** Writes a number with one decimal at most, such as {@code 7,5}. */
  static String number(BigDecimal number) {
    NumberFormat format = NumberFormat.getNumberInstance(BRAZIL);
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }

  /** Writes a time in its two largest units, such as {@code 2 h 5 min}. */
  static String time(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return number(BigDecimal.valueOf(time.toMillis(), 3)) + " s";
    }
    if (time.compareTo(Duration.ofHours(1)) < 0) {
      return two(time.toMinutes(), "min", time.toSecondsPart(), "s");
    }
    return time.compareTo(Duration.ofDays(1)) < 0
        ? two(time.toHours(), "h", time.toMinutesPart(), "min")
        : two(time.toDays(), "d", time.toHoursPart(), "h");
  }

  private static String two(long large, String unit, int small, String smallUnit) {
    String first = large + " " + unit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }

  /** Says by which channel or connector, or nothing for the whole hub. */
  static String by(String subject) {
    return subject.isEmpty() ? "" : " por " + subject;
  }

  /**
   * Writes a reason as the end of a text. Alerts leave the company, so phones are masked and a long
   * reason, which may quote somebody, is cut.
   */
  static String reason(String lead, @Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      return "";
    }
    String masked = Phones.maskAll(reason.strip().replaceAll("\\s+", " "));
    String text =
        masked.length() > LONGEST_REASON ? masked.substring(0, LONGEST_REASON) + "…" : masked;
    return " " + lead + ": " + text + (text.matches(".*[.!?…]") ? "" : ".");
  }
}
