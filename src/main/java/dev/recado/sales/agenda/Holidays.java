package dev.recado.sales.agenda;

import dev.recado.ground.holiday.NationalHolidays;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The days on which nobody can be booked: national holidays, and the company's own days off. */
public final class Holidays {

  private final JdbcClient jdbc;

  Holidays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A day off.
   *
   * @param day the day, in the time zone {@code RECADO_TIMEZONE}
   * @param name the name in Portuguese
   * @param own whether the company set it, and may remove it
   */
  public record Holiday(LocalDate day, String name, boolean own) {}

  /**
   * Tells whether a day is off. The company's name for it replaces the national name.
   *
   * @param day the day, in the time zone {@code RECADO_TIMEZONE}
   */
  public Optional<Holiday> on(LocalDate day) {
    return jdbc.sql("select name from holiday where day = ?")
        .param(day)
        .query(String.class)
        .optional()
        .map(name -> new Holiday(day, name, true))
        .or(() -> NationalHolidays.name(day).map(name -> new Holiday(day, name, false)));
  }

  /**
   * Lists the days off of a year.
   *
   * @param year the calendar year
   * @return by day
   */
  public List<Holiday> of(Year year) {
    Map<LocalDate, Holiday> all =
        NationalHolidays.of(year).entrySet().stream()
            .map(day -> new Holiday(day.getKey(), day.getValue(), false))
            .collect(
                Collectors.toMap(
                    Holiday::day, Function.identity(), (one, other) -> one, TreeMap::new));
    jdbc.sql("select day, name from holiday where day between ? and ?")
        .params(year.atDay(1), year.atDay(1).plusYears(1).minusDays(1))
        .query(
            (row, n) ->
                new Holiday(row.getObject("day", LocalDate.class), row.getString("name"), true))
        .list()
        .forEach(own -> all.put(own.day(), own));
    return List.copyOf(all.values());
  }

  /**
   * Sets a day off. Appointments on that day stay.
   *
   * @param day the day, in the time zone {@code RECADO_TIMEZONE}
   * @param name the name in Portuguese
   */
  public void put(LocalDate day, String name) {
    jdbc.sql(
            """
            insert into holiday (day, name) values (?, ?)
                on conflict (day) do update set name = excluded.name
            """)
        .params(day, name)
        .update();
  }

  /**
   * Removes a day off that the company set.
   *
   * @param day the day, in the time zone {@code RECADO_TIMEZONE}
   * @return false if the company had not set it
   */
  public boolean remove(LocalDate day) {
    return jdbc.sql("delete from holiday where day = ?").param(day).update() > 0;
  }
}
