package dev.recado.chat.entity;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns the numbers of a date into a day, if the calendar has that day. */
final class Days {

  /** The next 29 February is at most eight years away, at the turn of a century. */
  private static final int YEARS_TO_LOOK = 9;

  /**
   * A two-digit year is one of the next twenty years or of the eighty before: 26 is 2026, 85 is
   * 1985.
   */
  private static final int YEARS_AHEAD = 20;

  private Days() {}

  /**
   * Reads a date with its year.
   *
   * @param year in four digits, or in two
   */
  static Optional<LocalDate> of(int day, int month, int year, LocalDate today) {
    int full = year < 100 ? year + 2000 : year;
    int century = year < 100 && full > today.getYear() + YEARS_AHEAD ? full - 100 : full;
    return century < 1900 || century > 2100 ? Optional.empty() : real(century, month, day);
  }

  /** Finds the next day with this number and month, today included. */
  static Optional<LocalDate> next(int day, int month, LocalDate today) {
    return IntStream.range(0, YEARS_TO_LOOK)
        .mapToObj(years -> real(today.getYear() + years, month, day))
        .flatMap(Optional::stream)
        .filter(date -> !date.isBefore(today))
        .findFirst();
  }

  /** Finds the next day with this number, today included. It skips months that are too short. */
  static Optional<LocalDate> next(int day, LocalDate today) {
    return IntStream.rangeClosed(0, 2)
        .mapToObj(months -> in(YearMonth.from(today).plusMonths(months), day))
        .flatMap(Optional::stream)
        .filter(date -> !date.isBefore(today))
        .findFirst();
  }

  /** Finds the day with this number in a month. */
  static Optional<LocalDate> in(YearMonth month, int day) {
    return month.isValidDay(day) ? Optional.of(month.atDay(day)) : Optional.empty();
  }

  private static Optional<LocalDate> real(int year, int month, int day) {
    return month >= 1 && month <= 12 ? in(YearMonth.of(year, month), day) : Optional.empty();
  }
}
