package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds days with a name: {@code natal}, {@code véspera de ano novo}. It does not know the days
 * that move with Easter.
 *
 * <p>"Feliz Natal" is a wish, "em Natal" a city, and "promoção de natal" no day.
 */
final class FeastDays implements Finder {

  private static final Pattern EVE =
      Pattern.compile(
          (WORD_START + "(?:vespera d[eo] (?:(?<christmas>natal)|ano[- ]novo)")
              + ("|(?<last>reveillon))" + WORD_END));

  private static final Pattern DAY =
      Pattern.compile(
          (WORD_START
                  + "(?:(?<christmas>natal)|ano[- ]novo|(?<dead>finados)|(?<tiradentes>tiradentes)")
              + ("|(?<labour>dia do trabalh(?:o|ador))|(?<lovers>dia dos namorados)")
              + ("|(?<children>dia das criancas))" + WORD_END));

  /** At the beginning of a sentence, or after a word that stands before a day. */
  private static final Pattern ON =
      Pattern.compile(
          "(?:^|[\\n.,;:!?]|\\b(?:n?o|ao|do|ate|pro|para o|dia de|dia do|feriado de|feriado do)) ?$");

  @Override
  public List<Entity> in(Reading reading) {
    LocalDate today = reading.today();
    return Stream.of(
            reading.find(Entity.Type.DATE, EVE, place -> eve(place, today)),
            reading.find(
                Entity.Type.DATE,
                DAY,
                place ->
                    ON.matcher(reading.before(place.start())).find()
                        ? day(place, today)
                        : Optional.empty()))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<LocalDate> eve(Matcher place, LocalDate today) {
    return Days.next(place.group("christmas") == null ? 31 : 24, 12, today);
  }

  private static Optional<LocalDate> day(Matcher place, LocalDate today) {
    if (place.group("christmas") != null) {
      return Days.next(25, 12, today);
    }
    if (place.group("dead") != null) {
      return Days.next(2, 11, today);
    }
    if (place.group("tiradentes") != null) {
      return Days.next(21, 4, today);
    }
    if (place.group("labour") != null) {
      return Days.next(1, 5, today);
    }
    if (place.group("lovers") != null) {
      return Days.next(12, 6, today);
    }
    return place.group("children") != null ? Days.next(12, 10, today) : Days.next(1, 1, today);
  }
}
