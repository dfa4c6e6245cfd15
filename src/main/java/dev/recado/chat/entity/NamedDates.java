package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.NUMBER_END;
import static dev.recado.chat.entity.Reading.NUMBER_START;
import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds days by their number in a month: {@code 15 de janeiro}, {@code dia 12}, {@code fim do mês}.
 *
 * <p>Without a year or a month it is the next such day, today included. Months without such a day
 * are skipped.
 */
final class NamedDates implements Finder {

  /** A pattern of a month's name, or of its first three letters. */
  static final String MONTH =
      "(?:jan(?:eiro)?|fev(?:ereiro)?|mar(?:co)?|abr(?:il)?|mai(?:o)?|jun(?:ho)?|jul(?:ho)?"
          + "|ago(?:sto)?|set(?:embro)?|out(?:ubro)?|nov(?:embro)?|dez(?:embro)?)(?![a-z])";

  private static final List<String> MONTHS =
      List.of("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez");

  private static final String DAY =
      "(?<day>\\d{1,2}|primeiro|" + Numerals.WORDS + ")(?:[ºª°]|o(?= de ))?";

  private static final Pattern WITH_MONTH =
      Pattern.compile(
          ("(?:" + WORD_START + "dia )?" + NUMBER_START + DAY)
              + (" (?:de (?=" + MONTH + ")|(?=[a-z]{4}))(?<month>" + MONTH + ")")
              + ("(?:(?: de| do ano de)? (?<year>\\d{4})| de (?<short>\\d\\d))?" + NUMBER_END));

  private static final Pattern IN_MONTH =
      Pattern.compile(
          (WORD_START + "(?<!bom )dia " + DAY + NUMBER_END + "(?! (?:de )?" + MONTH + ")")
              + "(?: (?:d[eo] )?(?:(?<next>mes que vem|proximo mes)"
              + ("|(?<same>d?est?e mes|d?esse mes|mes atual))" + WORD_END + ")?"));

  private static final Pattern LAST =
      Pattern.compile(
          (WORD_START + "(?:fim|final) d?(?:[eo]|est?e|esse) ")
              + ("(?:mes(?<next> que vem)?|(?<next2>proximo mes))" + WORD_END));

  @Override
  public List<Entity> in(Reading reading) {
    LocalDate today = reading.today();
    return Stream.of(
            reading.find(Entity.Type.DATE, WITH_MONTH, place -> withMonth(place, today)),
            reading.find(Entity.Type.DATE, IN_MONTH, place -> inMonth(place, today)),
            reading.find(Entity.Type.DATE, LAST, place -> Optional.of(last(place, today))))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<LocalDate> withMonth(Matcher place, LocalDate today) {
    int month = MONTHS.indexOf(place.group("month").substring(0, 3)) + 1;
    String year = place.group("year") != null ? place.group("year") : place.group("short");
    return day(place)
        .flatMap(
            day ->
                year == null
                    ? Days.next(day, month, today)
                    : Days.of(day, month, Integer.parseInt(year), today));
  }

  private static Optional<LocalDate> inMonth(Matcher place, LocalDate today) {
    // "Dia um" means "one day". The first of a month is "dia primeiro" or "dia 1".
    Optional<Integer> day = day(place).filter(n -> !place.group("day").startsWith("um"));
    if (place.group("next") != null) {
      return day.flatMap(n -> Days.in(YearMonth.from(today).plusMonths(1), n));
    }
    return place.group("same") != null
        ? day.flatMap(n -> Days.in(YearMonth.from(today), n))
        : day.flatMap(n -> Days.next(n, today));
  }

  private static LocalDate last(Matcher place, LocalDate today) {
    boolean next = place.group("next") != null || place.group("next2") != null;
    return (next ? today.plusMonths(1) : today).with(TemporalAdjusters.lastDayOfMonth());
  }

  private static Optional<Integer> day(Matcher place) {
    return place.group("day").equals("primeiro")
        ? Optional.of(1)
        : Numerals.count(place.group("day"));
  }
}
