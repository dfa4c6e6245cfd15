package dev.recado.sales.seller;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Working hours, in the time zone {@code RECADO_TIMEZONE}.
 *
 * @param spans the stretches by day of the week, in order, without overlap; a missing day is free
 */
public record WorkingHours(Map<DayOfWeek, List<Span>> spans) {

  /** Monday to Friday, nine to six. */
  public static final WorkingHours USUAL = weekdays(LocalTime.of(9, 0), LocalTime.of(18, 0));

  /**
   * A stretch of one day.
   *
   * @param from inclusive
   * @param to exclusive, after {@code from}
   */
  public record Span(LocalTime from, LocalTime to) {

    /** Checks the order. */
    public Span {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(from + " is not before " + to);
      }
    }
  }

  /** Copies the map. */
  public WorkingHours {
    spans = Map.copyOf(spans);
  }

  private static WorkingHours weekdays(LocalTime from, LocalTime to) {
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.getValue() <= DayOfWeek.FRIDAY.getValue()) {
        week.put(day, List.of(new Span(from, to)));
      }
    }
    return new WorkingHours(week);
  }

  /**
   * Lists the stretches of a day.
   *
   * @param day the day of the week
   * @return in order; empty on a free day
   */
  public List<Span> on(DayOfWeek day) {
    return spans.getOrDefault(day, List.of());
  }

  /**
   * Tells whether a whole stretch of time lies within one span.
   *
   * @param from inclusive
   * @param to exclusive, of the same day
   */
  public boolean cover(LocalDateTime from, LocalDateTime to) {
    return from.toLocalDate().equals(to.toLocalDate())
        && on(from.getDayOfWeek()).stream()
            .anyMatch(
                span ->
                    !span.from().isAfter(from.toLocalTime())
                        && !span.to().isBefore(to.toLocalTime()));
  }
}
