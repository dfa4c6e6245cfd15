package dev.recado.spine.outbox;

import static java.util.function.Predicate.not;

import dev.recado.ground.holiday.NationalHolidays;
import dev.recado.spine.outbox.AreaCodes.Place;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a message that the hub starts itself may go out; replies are exempt.
 *
 * <p>No federal law sets hours. The state laws here are about debt collection
 * (docs/contracts.md#contact-hours, from secondary sources); the hub keeps them for every
 * unrequested message. The receiver's local time counts, found by the area code. National holidays
 * are always quiet, and so are Sundays unless an operator names them. The holidays of states and
 * cities are not known here.
 */
final class QuietHours {

  /** The hint for an operator who has written something else. */
  static final String REMEDY =
      "Write off, per-state, national or strict, or the hours in which the hub may write first: "
          + "08:00-20:00, or by day: seg-sex 08:00-20:00, sab 08:00-14:00.";

  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final Week NONE = new Week(Map.of());
  private static final Set<DayOfWeek> MONDAY_TO_FRIDAY =
      EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final Set<DayOfWeek> MONDAY_TO_SATURDAY =
      EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY);

  private static final ZoneId BRASILIA = ZoneId.of("America/Sao_Paulo");

  /** The hours of the laws of São Paulo and Alagoas, used where no state law is known. */
  private static final Week NATIONAL = Week.weekdays(8, 20).andSaturday(8, 14);

  /** The hours that keep every known state law (docs/contracts.md#contact-hours). */
  private static final Week STRICT = Week.weekdays(9, 19);

  private static final Map<String, Week> STATE_LAWS =
      Map.of(
          "AL", Week.weekdays(8, 20).andSaturday(8, 14), // Lei 7.782/2016
          "AM", Week.weekdays(8, 19), // Lei 306/2016 names the end only
          "ES", Week.weekdays(8, 19), // Lei 10.626/2017
          "RJ", Week.weekdays(9, 19), // Lei 7.868/2018
          "SP", Week.weekdays(8, 20).andSaturday(8, 14)); // Lei 15.426/2014

  private final Map<String, Week> states;
  private final Optional<Week> elsewhere;
  private final ZoneId home;

  private QuietHours(Map<String, Week> states, Optional<Week> elsewhere, ZoneId home) {
    this.states = states;
    this.elsewhere = elsewhere;
    this.home = home;
  }

  /** Reads hours like {@link #preset(String, ZoneId)}, with Brasília time as the home zone. */
  static QuietHours preset(String text) {
    return preset(text, BRASILIA);
  }

  /**
   * Reads a value of {@code RECADO_QUIET_HOURS}.
   *
   * @param text a preset ({@code off}, {@code per-state}, {@code national} or {@code strict}), or
   *     the hours in which the hub may write first: {@code 08:00-20:00} from Monday to Saturday, or
   *     entries by day with commas between them, {@code seg-sex 08:00-20:00, dom 09:00-12:00}; a
   *     day that no entry names is quiet
   * @param home the time zone for numbers that are foreign or have no known area code
   * @throws IllegalArgumentException if it is neither; its message does not repeat the text
   */
  static QuietHours preset(String text, ZoneId home) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "off" -> new QuietHours(Map.of(), Optional.empty(), home);
      case "per-state" -> new QuietHours(STATE_LAWS, Optional.of(NATIONAL), home);
      case "national" -> new QuietHours(Map.of(), Optional.of(NATIONAL), home);
      case "strict" -> new QuietHours(Map.of(), Optional.of(STRICT), home);
      default -> new QuietHours(Map.of(), Optional.of(Written.read(text)), home);
    };
  }

  /**
   * Finds the time until which a message must wait.
   *
   * @param now when it would go out
   * @param areaCode the receiver's DDD, empty for a foreign number
   * @return empty if it may go out now, else the first instant when it may
   */
  Optional<Instant> nextOpening(Instant now, Optional<String> areaCode) {
    Optional<Place> place = areaCode.flatMap(AreaCodes::of);
    ZoneId zone = place.map(Place::zone).orElse(home);
    return weekIn(place)
        .flatMap(week -> currentOrNext(week, now, zone))
        .map(Window::opens)
        .filter(now::isBefore);
  }

  /**
   * Finds the end of the time in which a message may go out.
   *
   * @param now when it may go out
   * @param areaCode the receiver's DDD, empty for a foreign number
   * @return the first quiet instant, or empty if there is none
   */
  Optional<Instant> nextClosing(Instant now, Optional<String> areaCode) {
    Optional<Place> place = areaCode.flatMap(AreaCodes::of);
    ZoneId zone = place.map(Place::zone).orElse(home);
    return weekIn(place).flatMap(week -> currentOrNext(week, now, zone)).map(Window::closes);
  }

  /**
   * Tells whether other hours ever open while these are open, holidays aside.
   *
   * @param other the other hours
   * @param areaCode the receiver's DDD, empty for a foreign number
   */
  boolean meets(QuietHours other, Optional<String> areaCode) {
    Optional<Place> place = areaCode.flatMap(AreaCodes::of);
    Optional<Week> theirs = other.weekIn(place);
    return weekIn(place).stream().allMatch(mine -> theirs.stream().allMatch(mine::meets));
  }

  /** Tells the same for any place. */
  boolean meetsSomewhere(QuietHours other) {
    List<Week> mine = weeks();
    List<Week> theirs = other.weeks();
    return mine.isEmpty()
        || theirs.isEmpty()
        || mine.stream().anyMatch(one -> theirs.stream().anyMatch(one::meets));
  }

  private List<Week> weeks() {
    return Stream.concat(states.values().stream(), elsewhere.stream()).toList();
  }

  private Optional<Week> weekIn(Optional<Place> place) {
    return place.map(Place::uf).map(states::get).or(() -> elsewhere);
  }

  private static Optional<Window> currentOrNext(Week week, Instant now, ZoneId zone) {
    return Stream.iterate(LocalDate.ofInstant(now, zone), day -> day.plusDays(1))
        .filter(not(NationalHolidays::contains))
        .flatMap(day -> week.on(day).stream().map(hours -> hours.on(day, zone)))
        .filter(window -> now.isBefore(window.closes()))
        .findFirst();
  }

  /** The hours of a week in which messages may go out; a day without hours is quiet. */
  private record Week(Map<DayOfWeek, List<Hours>> days) {

    static Week weekdays(int opens, int closes) {
      return NONE.with(MONDAY_TO_FRIDAY, Hours.full(opens, closes));
    }

    Week andSaturday(int opens, int closes) {
      return with(EnumSet.of(DayOfWeek.SATURDAY), Hours.full(opens, closes));
    }

    Week with(Set<DayOfWeek> more, Hours hours) {
      Map<DayOfWeek, List<Hours>> all = new EnumMap<>(DayOfWeek.class);
      all.putAll(days);
      for (DayOfWeek day : more) {
        all.merge(
            day,
            List.of(hours),
            (some, one) -> Stream.concat(some.stream(), one.stream()).sorted().toList());
      }
      return new Week(all);
    }

    boolean meets(Week other) {
      return days.entrySet().stream()
          .anyMatch(
              day ->
                  other.days.getOrDefault(day.getKey(), List.of()).stream()
                      .anyMatch(theirs -> day.getValue().stream().anyMatch(theirs::meets)));
    }

    List<Hours> on(LocalDate day) {
      return days.getOrDefault(day.getDayOfWeek(), List.of());
    }
  }

  /** Minutes of the day; the closing minute is already quiet. */
  private record Hours(int opens, int closes) implements Comparable<Hours> {

    static Hours full(int opens, int closes) {
      return new Hours(opens * 60, closes * 60);
    }

    boolean meets(Hours other) {
      return opens < other.closes && other.opens < closes;
    }

    Window on(LocalDate day, ZoneId zone) {
      return new Window(at(opens, day, zone), at(closes, day, zone));
    }

    private static Instant at(int minute, LocalDate day, ZoneId zone) {
      LocalDate date = day.plusDays(minute / MINUTES_OF_DAY);
      return date.atTime(LocalTime.ofSecondOfDay(minute % MINUTES_OF_DAY * 60L))
          .atZone(zone)
          .toInstant();
    }

    @Override
    public int compareTo(Hours other) {
      return Integer.compare(opens, other.opens);
    }
  }

  /** The hours of one day at one place; the closing instant is already quiet. */
  private record Window(Instant opens, Instant closes) {}

  /** Hours as an operator writes them: {@code seg-sex 08:00-20:00, sab 08:00-14:00}. */
  private static final class Written {

    private static final Pattern ENTRY =
        Pattern.compile("(?:([a-z]{3})(?:-([a-z]{3}))? )?(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");

    private static final Map<String, DayOfWeek> DAYS =
        Map.ofEntries(
            Map.entry("seg", DayOfWeek.MONDAY),
            Map.entry("ter", DayOfWeek.TUESDAY),
            Map.entry("qua", DayOfWeek.WEDNESDAY),
            Map.entry("qui", DayOfWeek.THURSDAY),
            Map.entry("sex", DayOfWeek.FRIDAY),
            Map.entry("sab", DayOfWeek.SATURDAY),
            Map.entry("dom", DayOfWeek.SUNDAY),
            Map.entry("mon", DayOfWeek.MONDAY),
            Map.entry("tue", DayOfWeek.TUESDAY),
            Map.entry("wed", DayOfWeek.WEDNESDAY),
            Map.entry("thu", DayOfWeek.THURSDAY),
            Map.entry("fri", DayOfWeek.FRIDAY),
            Map.entry("sat", DayOfWeek.SATURDAY),
            Map.entry("sun", DayOfWeek.SUNDAY));

    static Week read(String text) {
      Week week = NONE;
      String plain = text.strip().toLowerCase(Locale.ROOT).replace('á', 'a');
      for (String entry : plain.split("\\s*[,;]\\s*", -1)) {
        Matcher parts = ENTRY.matcher(entry.replaceAll("\\s+", " "));
        if (!parts.matches()) {
          throw new IllegalArgumentException("These are no hours");
        }
        week = week.with(days(parts.group(1), parts.group(2)), hours(parts));
      }
      return week;
    }

    private static Set<DayOfWeek> days(@Nullable String first, @Nullable String last) {
      if (first == null) {
        return MONDAY_TO_SATURDAY;
      }
      DayOfWeek day = day(first);
      DayOfWeek end = last == null ? day : day(last);
      Set<DayOfWeek> days = EnumSet.of(day);
      while (day != end) {
        day = day.plus(1);
        days.add(day);
      }
      return days;
    }

    private static DayOfWeek day(String name) {
      DayOfWeek day = DAYS.get(name);
      if (day == null) {
        throw new IllegalArgumentException("There is no such day");
      }
      return day;
    }

    private static Hours hours(Matcher parts) {
      Hours hours =
          new Hours(minute(parts.group(3), parts.group(4)), minute(parts.group(5), parts.group(6)));
      if (hours.opens() >= hours.closes() || hours.closes() > MINUTES_OF_DAY) {
        throw new IllegalArgumentException("The hours end before they begin");
      }
      return hours;
    }

    private static int minute(String hour, String minute) {
      int minutes = Integer.parseInt(minute);
      if (minutes > 59) {
        throw new IllegalArgumentException("There is no such minute");
      }
      return Integer.parseInt(hour) * 60 + minutes;
    }
  }
}
