package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.NUMBER_END;
import static dev.recado.chat.entity.Reading.NUMBER_START;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds dates in digits: {@code 15/01}, {@code 15/01/2027}, {@code 15-01-26}, {@code 2027-01-15}.
 *
 * <p>Without a year it is the next such day, today included.
 */
final class NumericDates implements Finder {

  private static final String DAY_WORD = "(?:" + WORD_START + "dia )?" + NUMBER_START;
  private static final String DAY = "(?<day>\\d{1,2})";
  private static final String MONTH = "(?<month>\\d{1,2})";

  private static final Pattern FULL =
      Pattern.compile(
          (DAY_WORD + DAY + "(?<sign>[/-])" + MONTH)
              + ("\\k<sign>(?<year>\\d{4}|\\d\\d)" + NUMBER_END));

  /** With two digits after the second dot it would be a version number. */
  private static final Pattern DOTTED =
      Pattern.compile(DAY_WORD + DAY + "\\." + MONTH + "\\.(?<year>\\d{4})" + NUMBER_END);

  private static final Pattern ISO =
      Pattern.compile(
          (NUMBER_START + "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)")
              + ("(?:(?=t\\d)|" + NUMBER_END + ")"));

  /** Fractions such as 1/2, counts such as 3/4 and "24/7" look like days. */
  private static final Pattern WITHOUT_YEAR =
      Pattern.compile(
          ("(?:" + WORD_START + "dia |(?<!parcela )")
              + ("(?!(?:1/[2-4]|[23]/[34]|24/7)" + NUMBER_END + "))")
              + (NUMBER_START + DAY + "/" + MONTH + NUMBER_END));

  @Override
  public List<Entity> in(Reading reading) {
    LocalDate today = reading.today();
    return Stream.of(
            reading.find(Entity.Type.DATE, FULL, place -> full(place, today)),
            reading.find(Entity.Type.DATE, DOTTED, place -> full(place, today)),
            reading.find(Entity.Type.DATE, ISO, place -> full(place, today)),
            reading.find(Entity.Type.DATE, WITHOUT_YEAR, place -> next(place, today)))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<LocalDate> full(Matcher place, LocalDate today) {
    int year = Integer.parseInt(place.group("year"));
    return Days.of(
        Integer.parseInt(place.group("day")), Integer.parseInt(place.group("month")), year, today);
  }

  private static Optional<LocalDate> next(Matcher place, LocalDate today) {
    return Days.next(
        Integer.parseInt(place.group("day")), Integer.parseInt(place.group("month")), today);
  }
}
