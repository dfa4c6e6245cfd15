package dev.recado.sales.seller;

import dev.recado.sales.seller.WorkingHours.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a seller is away.
 *
 * @param id the hub's own id
 * @param seller the seller's id
 * @param when the time, in the time zone {@code RECADO_TIMEZONE}
 * @param reason the reason for colleagues, or null; no customer reads it
 * @param by the author
 */
public record Absence(long id, long seller, When when, @Nullable String reason, String by) {

  /** When a seller is away. */
  public sealed interface When {

    /**
     * Tells whether a part of a stretch of time lies in it.
     *
     * @param from inclusive
     * @param to exclusive, at most a day later
     */
    boolean touches(LocalDateTime from, LocalDateTime to);
  }

  /**
   * One stretch of time.
   *
   * @param from inclusive
   * @param to exclusive, after {@code from}
   */
  public record Once(LocalDateTime from, LocalDateTime to) implements When {

    @Override
    public boolean touches(LocalDateTime start, LocalDateTime end) {
      return from.isBefore(end) && to.isAfter(start);
    }

    /**
     * Tells whether it consists of whole days.
     *
     * @return true if it begins and ends at midnight
     */
    public boolean wholeDays() {
      return from.toLocalTime().equals(LocalTime.MIDNIGHT)
          && to.toLocalTime().equals(LocalTime.MIDNIGHT);
    }
  }

  /**
   * The same hours each week.
   *
   * @param day the day of the week
   * @param from inclusive
   * @param to exclusive, after {@code from}
   */
  public record Weekly(DayOfWeek day, LocalTime from, LocalTime to) implements When {

    @Override
    public boolean touches(LocalDateTime start, LocalDateTime end) {
      return on(start.toLocalDate(), start, end)
          || !end.toLocalDate().equals(start.toLocalDate()) && on(end.toLocalDate(), start, end);
    }

    private boolean on(LocalDate date, LocalDateTime start, LocalDateTime end) {
      return date.getDayOfWeek() == day
          && date.atTime(from).isBefore(end)
          && date.atTime(to).isAfter(start);
    }
  }

  /**
   * Leaves the seller's absences out of the working hours of a day.
   *
   * @param hours the seller's working hours
   * @param day the day
   * @param absences the seller's absences, also of other days
   * @return the stretches in which the seller works, in order
   */
  public static List<Span> rest(WorkingHours hours, LocalDate day, Collection<Absence> absences) {
    List<Span> rest = hours.on(day.getDayOfWeek());
    for (Absence absence : absences) {
      rest = without(rest, day, absence.when());
    }
    return rest;
  }

  private static List<Span> without(List<Span> spans, LocalDate day, When when) {
    LocalDateTime from;
    LocalDateTime to;
    if (when instanceof Once once) {
      from = once.from();
      to = once.to();
    } else if (when instanceof Weekly weekly && weekly.day() == day.getDayOfWeek()) {
      from = day.atTime(weekly.from());
      to = day.atTime(weekly.to());
    } else {
      return spans;
    }
    List<Span> rest = new ArrayList<>();
    for (Span span : spans) {
      LocalDateTime begins = day.atTime(span.from());
      LocalDateTime ends = day.atTime(span.to());
      if (!from.isBefore(ends) || !to.isAfter(begins)) {
        rest.add(span);
        continue;
      }
      if (from.isAfter(begins)) {
        rest.add(new Span(span.from(), from.toLocalTime()));
      }
      if (to.isBefore(ends)) {
        rest.add(new Span(to.toLocalTime(), span.to()));
      }
    }
    return List.copyOf(rest);
  }

  /**
   * Tells whether a seller is away for the whole of a day. On a day without working hours, that
   * needs one absence of the whole day.
   *
   * @param hours the seller's working hours
   * @param day the day
   * @param absences the seller's absences, also of other days
   */
  public static boolean wholeDay(WorkingHours hours, LocalDate day, Collection<Absence> absences) {
    return hours.on(day.getDayOfWeek()).isEmpty()
        ? absences.stream().anyMatch(absence -> coversDay(absence.when(), day))
        : rest(hours, day, absences).isEmpty();
  }

  private static boolean coversDay(When when, LocalDate day) {
    return when instanceof Once once
        && !once.from().isAfter(day.atStartOfDay())
        && !once.to().isBefore(day.plusDays(1).atStartOfDay());
  }

  /** Leaves out the reason, which may be personal: the record's default text would show it. */
  @Override
  public String toString() {
    return "Absence[" + id + " " + seller + " " + when + "]";
  }
}
