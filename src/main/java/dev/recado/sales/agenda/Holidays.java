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

/** The days on which nobody can be booked: national holidays, and the house's own days off. */
public final class Holidays {

  private final JdbcClient jdbc;

  Holidays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A day off.
   *
   * @param day by the clock of {@code RECADO_TIMEZONE}
   * @param name in Portuguese
   * @param own whether the house set it, and may take it back
   */
  public record Holiday(LocalDate day, String name, boolean own) {}

  /**
   * Tells whether a day is off; what the house calls it goes before the national name.
   *
   * @param day by the clock of {@code RECADO_TIMEZONE}
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
   * @param year of our calendar
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
   * Takes a day off; appointments that are booked then stay.
   *
   * @param day by the clock of {@code RECADO_TIMEZONE}
   * @param name in Portuguese
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
   * Makes an own day off an ordinary one again.
   *
   * @param day by the clock of {@code RECADO_TIMEZONE}
   * @return false where it was none of the house's own
   */
  public boolean remove(LocalDate day) {
    return jdbc.sql("delete from holiday where day = ?").param(day).update() > 0;
  }
}
