package dev.recado.ground.holiday;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The national holidays, as Jollyday calculates them once for each year. */
public final class NationalHolidays {

  /**
   * Days that Jollyday lists although no federal law makes them holidays.
   *
   * <p>The federal calendar of each year calls these days "ponto facultativo", against "feriado
   * nacional" for Good Friday and the days of Lei 662/1949 (as of Lei 10.607/2002), Lei 6.802/1980
   * and Lei 14.759/2023. The list names what to leave out, so a day that Jollyday renames or adds
   * counts as a holiday and the hub stays silent.
   */
  private static final Set<String> OPTIONAL_DAYS =
      Set.of("christian.CARNIVAL", "christian.ASH_WEDNESDAY", "christian.CORPUS_CHRISTI");

  /** Names for days for which Jollyday has no Portuguese name, or one that nobody uses. */
  private static final Map<MonthDay, String> NAMES =
      Map.of(
          MonthDay.of(4, 21), "Tiradentes",
          MonthDay.of(11, 2), "Finados",
          MonthDay.of(11, 15), "Proclamação da República",
          MonthDay.of(11, 20), "Consciência Negra");

  private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");

  private static final HolidayManager BRAZIL =
      HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.BRAZIL));

  /** A limited cache, because customers may write of any year. */
  private static final Cache<Year, Map<LocalDate, String>> BY_YEAR =
      Caffeine.newBuilder().maximumSize(50).build();

  private NationalHolidays() {}

  /**
   * Tells whether a day is a national holiday.
   *
   * @param day by the calendar of the place
   */
  public static boolean contains(LocalDate day) {
    return of(Year.from(day)).containsKey(day);
  }

  /**
   * Names a holiday.
   *
   * @param day by the calendar of the place
   * @return its name in Portuguese; empty on any other day
   */
  public static Optional<String> name(LocalDate day) {
    return Optional.ofNullable(of(Year.from(day)).get(day));
  }

  /**
   * Lists the holidays of a year.
   *
   * @param year of our calendar
   * @return names in Portuguese by day
   */
  public static Map<LocalDate, String> of(Year year) {
    return Objects.requireNonNull(BY_YEAR.get(year, NationalHolidays::find));
  }

  private static Map<LocalDate, String> find(Year year) {
    return BRAZIL.getHolidays(year).stream()
        .filter(holiday -> !OPTIONAL_DAYS.contains(holiday.getPropertiesKey()))
        .collect(toUnmodifiableMap(Holiday::getDate, NationalHolidays::name, (one, other) -> one));
  }

  private static String name(Holiday holiday) {
    return NAMES.getOrDefault(MonthDay.from(holiday.getDate()), holiday.getDescription(PORTUGUESE));
  }
}
