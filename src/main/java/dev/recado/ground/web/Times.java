package dev.recado.ground.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.format.FormatterRegistry;

/**
 * Reads days and times of parameters. It accepts only the years that the hub can calculate with and
 * store.
 */
public final class Times {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2200;

  private Times() {}

  /**
   * Makes controllers read such parameters.
   *
   * @param registry Spring's converters
   */
  public static void register(FormatterRegistry registry) {
    registry.addConverter(String.class, LocalDate.class, Times::day);
    registry.addConverter(String.class, Instant.class, Times::instant);
  }

  private static @Nullable LocalDate day(String text) {
    return text.isBlank() ? null : near(LocalDate.parse(text.strip()));
  }

  private static @Nullable Instant instant(String text) {
    return text.isBlank() ? null : near(Instant.parse(text.strip()));
  }

  private static LocalDate near(LocalDate day) {
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("Not within the years 1900 to 2200");
    }
    return day;
  }

  /** Returns the same time; throws if its day is out of range. */
  public static Instant near(Instant time) {
    near(LocalDate.ofInstant(time, ZoneOffset.UTC));
    return time;
  }
}
