package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds days relative to today: {@code amanhã}, {@code daqui a 3 dias}, {@code semana que vem}.
 *
 * <p>Next week stands for its Monday. Working days are not counted, because they depend on the
 * place.
 */
final class RelativeDates implements Finder {

  /** Ten years. A larger number is a typing error. */
  private static final int MOST_DAYS = 3650;

  private static final Pattern NEAR =
      Pattern.compile(
          (WORD_START + "(?:(?<after>depois d[ea] ?amanha)|(?<tomorrow>amanha|amnha|amnh)")
              + "|(?<today>hoje|hj)|(?<before>anteontem|antes de ontem)|(?<yesterday>ontem))"
              + (WORD_END + "(?! em dia" + WORD_END + ")"));

  private static final Pattern AHEAD =
      Pattern.compile(
          (WORD_START + "(?:d?aqui(?: a| uns| umas)?|em|dentro de) ")
              + ("(?<count>\\d{1,4}|" + Numerals.WORDS + ") ")
              + "(?:(?<days>dias?)|(?<weeks>semanas?)|(?<months>mes(?:es)?))"
              + (WORD_END + "(?! (?:uteis|util)" + WORD_END + ")"));

  private static final Pattern NEXT_WEEK =
      Pattern.compile(WORD_START + "(?:semana que vem|proxima semana)" + WORD_END);

  private static final Map<String, Integer> DAYS_AWAY =
      Map.of("before", -2, "yesterday", -1, "today", 0, "tomorrow", 1, "after", 2);

  private static final Map<String, ChronoUnit> UNITS =
      Map.of("days", ChronoUnit.DAYS, "weeks", ChronoUnit.WEEKS, "months", ChronoUnit.MONTHS);

  @Override
  public List<Entity> in(Reading reading) {
    LocalDate today = reading.today();
    LocalDate monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    return Stream.of(
            reading.find(Entity.Type.DATE, NEAR, place -> Optional.of(near(place, today))),
            reading.find(Entity.Type.DATE, AHEAD, place -> ahead(place, today)),
            reading.find(Entity.Type.DATE, NEXT_WEEK, place -> Optional.of(monday)))
        .flatMap(List::stream)
        .toList();
  }

  private static LocalDate near(Matcher place, LocalDate today) {
    return today.plusDays(named(place, DAYS_AWAY));
  }

  private static Optional<LocalDate> ahead(Matcher place, LocalDate today) {
    return Numerals.count(place.group("count"))
        .map(count -> today.plus(count, named(place, UNITS)))
        .filter(date -> ChronoUnit.DAYS.between(today, date) <= MOST_DAYS);
  }

  private static <T> T named(Matcher place, Map<String, T> meanings) {
    return meanings.entrySet().stream()
        .filter(meaning -> place.group(meaning.getKey()) != null)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }
}
