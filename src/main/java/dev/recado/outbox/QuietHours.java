package dev.recado.outbox;

import static java.util.function.Predicate.not;

import dev.recado.holiday.NationalHolidays;
import dev.recado.outbox.AreaCodes.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides when a message that the hub starts itself may go out; replies never ask.
 *
 * <p>No federal law sets hours. The state laws here speak of debt collection
 * (contracts/09-brazil.md, section 4, from secondary sources) and are kept for every message that
 * nobody asked for. What counts is the clock of the person written to, told by the area code.
 * Sundays and national holidays are always quiet; the holidays of a state or a city are not known
 * here.
 */
final class QuietHours {

  private static final ZoneId BRASILIA = ZoneId.of("America/Sao_Paulo");

  /** The hours of the laws of São Paulo and Alagoas, taken where no state law is known. */
  private static final Week NATIONAL = Week.weekdays(8, 20).andSaturday(8, 14);

  /** The hours that keep every known state law (contracts/09-brazil.md, section 4). */
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

  /** Takes a preset as {@link #preset(String, ZoneId)} does, at home in Brasília's time. */
  static QuietHours preset(String name) {
    return preset(name, BRASILIA);
  }

  /**
   * Takes one of the presets that {@code RECADO_QUIET_HOURS} may name.
   *
   * @param name {@code off}, {@code per-state}, {@code national} or {@code strict}
   * @param home the time zone for numbers that are foreign or have no known area code
   * @throws IllegalArgumentException where no preset has this name
   */
  static QuietHours preset(String name, ZoneId home) {
    return switch (name) {
      case "off" -> new QuietHours(Map.of(), Optional.empty(), home);
      case "per-state" -> new QuietHours(STATE_LAWS, Optional.of(NATIONAL), home);
      case "national" -> new QuietHours(Map.of(), Optional.of(NATIONAL), home);
      case "strict" -> new QuietHours(Map.of(), Optional.of(STRICT), home);
      default ->
          throw new IllegalArgumentException(
              "No quiet hours are named '%s': take off, per-state, national or strict"
                  .formatted(name));
    };
  }

  /**
   * Says how long a message must wait.
   *
   * @param now when it would go out
   * @param areaCode the receiver's DDD, empty for a foreign number
   * @return empty when it may go out now, else the first instant when it may
   */
  Optional<Instant> nextOpening(Instant now, Optional<String> areaCode) {
    Optional<Place> place = areaCode.flatMap(AreaCodes::of);
    ZoneId zone = place.map(Place::zone).orElse(home);
    return weekIn(place)
        .flatMap(week -> currentOrNext(week, now, zone))
        .map(Window::opens)
        .filter(now::isBefore);
  }

  private Optional<Week> weekIn(Optional<Place> place) {
    return place.map(Place::uf).map(states::get).or(() -> elsewhere);
  }

  private static Optional<Window> currentOrNext(Week week, Instant now, ZoneId zone) {
    return Stream.iterate(LocalDate.ofInstant(now, zone), day -> day.plusDays(1))
        .filter(not(NationalHolidays::contains))
        .flatMap(day -> week.on(day).map(hours -> hours.on(day, zone)).stream())
        .filter(window -> now.isBefore(window.closes()))
        .findFirst();
  }

  /** The hours of a week in which messages may go out; no week has a Sunday. */
  private record Week(Hours weekdays, Optional<Hours> saturday) {

    static Week weekdays(int opens, int closes) {
      return new Week(new Hours(opens, closes), Optional.empty());
    }

    Week andSaturday(int opens, int closes) {
      return new Week(weekdays, Optional.of(new Hours(opens, closes)));
    }

    Optional<Hours> on(LocalDate day) {
      return switch (day.getDayOfWeek()) {
        case SATURDAY -> saturday;
        case SUNDAY -> Optional.empty();
        default -> Optional.of(weekdays);
      };
    }
  }

  /** Full hours of the clock, from the first second of one up to the first second of the other. */
  private record Hours(int opens, int closes) {

    Window on(LocalDate day, ZoneId zone) {
      return new Window(at(opens, day, zone), at(closes, day, zone));
    }

    private static Instant at(int hour, LocalDate day, ZoneId zone) {
      return day.atTime(hour, 0).atZone(zone).toInstant();
    }
  }

  /** The hours of one day at one place; the closing instant is already quiet. */
  private record Window(Instant opens, Instant closes) {}
}
