package dev.recado.spine.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of each day in which a missed time may be made up for, on the schedule's own clock.
 *
 * @param begins the first minute
 * @param ends the first minute that no longer counts; earlier than {@code begins} if the hours go
 *     over midnight
 */
record Hours(LocalTime begins, LocalTime ends) {

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})");

  /** Reads hours such as {@code 08:00-20:00}. */
  static Hours of(String option, String text) {
    Matcher parts = WRITTEN.matcher(text.strip());
    try {
      if (parts.matches()) {
        LocalTime begins = time(parts.group(1));
        LocalTime ends = time(parts.group(2));
        if (!begins.equals(ends)) {
          return new Hours(begins, ends);
        }
      }
    } catch (DateTimeException e) {
      throw unusable(option, text);
    }
    throw unusable(option, text);
  }

  private static LocalTime time(String text) {
    if (text.equals("24:00")) {
      return LocalTime.MIDNIGHT;
    }
    return LocalTime.parse(text.length() == 5 ? text : "0" + text);
  }

  private static UnusableScheduleException unusable(String option, String text) {
    return new UnusableScheduleException(
        option,
        "\"%s\" are no hours; write two different times, such as 08:00-20:00".formatted(text));
  }

  /** Finds when they begin next; empty if a moment lies within them. */
  Optional<Instant> nextBegin(Instant now, ZoneId zone) {
    LocalTime time = now.atZone(zone).toLocalTime();
    boolean within =
        begins.isBefore(ends)
            ? !time.isBefore(begins) && time.isBefore(ends)
            : !time.isBefore(begins) || time.isBefore(ends);
    if (within) {
      return Optional.empty();
    }
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate day = time.isBefore(begins) ? today : today.plusDays(1);
    return Optional.of(day.atTime(begins).atZone(zone).toInstant());
  }

  @Override
  public String toString() {
    return begins + "-" + ends;
  }
}
