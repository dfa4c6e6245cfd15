package dev.recado.sales.agenda;

import java.time.LocalDate;
import java.util.Objects;
import org.apache.camel.Exchange;

/** Tells whether a day is off, for the Kamelet {@code holiday-action}. */
public final class DaysOff {

  private static final int A_DATE = "2026-12-25".length();

  private final Holidays holidays;

  DaysOff(Holidays holidays) {
    this.holidays = holidays;
  }

  /**
   * Sets the variable {@code feriado}: the name of the holiday, or null on any other day.
   *
   * @param exchange its variable {@code holidayOn} is a date, or a time that begins with one
   * @throws java.time.DateTimeException where it is neither
   */
  public void find(Exchange exchange) {
    String day = Objects.requireNonNull(exchange.getVariable("holidayOn", String.class));
    LocalDate date = LocalDate.parse(day.substring(0, Math.min(A_DATE, day.length())));
    exchange.setVariable("feriado", holidays.on(date).map(Holidays.Holiday::name).orElse(null));
  }
}
