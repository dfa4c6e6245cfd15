package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.NUMBER_END;
import static dev.recado.chat.entity.Reading.NUMBER_START;
import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds times of day.
 *
 * <p>An hour is read as it is written, on a 24-hour clock. A part of the day moves it ({@code 3 da
 * tarde}). Midnight is 00:00 of the day that is named with it. A duration of two hours is no time
 * of day.
 */
final class ClockTimes implements Finder {

  private static final String HOUR = "(?:(?<digits>\\d{1,2})|" + Numerals.WORDS + ")";
  private static final String CLOCK =
      "(?::|h(?:rs?|s)?)(?<clock>[0-5]\\d)(?::[0-5]\\d)?"
          + "(?: ?(?:min(?:utos)?|m|hs?|hrs?)(?!\\p{L}))?";
  private static final String UNIT = "(?<unit> ?(?:hs?|hrs?|horas?)(?!\\p{L}))?";
  private static final String PAST =
      ("(?: e (?:(?<half>meia)|(?<minutes>[0-5]\\d|" + Numerals.WORDS + "))")
          + (NUMBER_END
              + "(?! ?(?:reais|real|mil|x|vezes|parcelas))(?: min(?:utos)?(?!\\p{L}))?)?");
  private static final String PART =
      "(?: (?<of>d[ae]|a|pela) (?<part>manha|tarde|noite|madrugada)" + WORD_END + ")?";

  /** Anything that could be a time. The words around it decide. */
  private static final Pattern HOUR_OF_SOMETHING =
      Pattern.compile(
          ("(?:" + WORD_START + "(?<at>as|a|das|pelas) )?" + NUMBER_START + "(?<hour>" + HOUR + ")")
              + ("(?:" + CLOCK + "|" + UNIT + PAST + ")" + NUMBER_END + PART));

  private static final Pattern TWELVE =
      Pattern.compile(
          (WORD_START + "(?:(?<noon>meio[- ]?dia)|meia[- ]?noite)(?<half> e mei[ao])?" + WORD_END));

  /** "Quinze para as dez", "10 pras 8 da noite". */
  private static final Pattern SHORT_OF =
      Pattern.compile(
          (NUMBER_START + "(?<minutes>5|10|15|20|25|cinco|dez|quinze|vinte(?: e cinco)?)")
              + ("(?: min(?:utos)?)? (?:(?:para|pra) (?:[ao]s? )|pras? |pro )")
              + ("(?:(?<noon>meio[- ]?dia)|(?<midnight>meia[- ]?noite)|(?<hour>" + HOUR + "))")
              + ("(?: ?(?:hs?|hrs?|horas?))?" + NUMBER_END + PART));

  /** "Nove e meia" of something other than hours. */
  private static final Pattern HALF_OF_SOMETHING =
      Pattern.compile("^ (?:horas?|duzias?|de |pizzas?|xicaras?|folhas?|vez)");

  private static final Pattern LASTS =
      Pattern.compile(
          "\\b(?:em|ha|faz|daqui|daqui a|por|durante|dentro de|de|cada|mais|menos|ultimas|proximas"
              + "|dura|leva|demora|uns|umas) $");

  private static final Pattern LASTED =
      Pattern.compile(
          "^ (?:atras|depois|antes|por|uteis|seguidas|semanais|de (?:atraso|trabalho|espera|servico"
              + "|duracao|viagem|distancia|antecedencia|prazo))\\b");

  private static final Pattern FROM = Pattern.compile("\\b(?:partir|depois|antes) $");
  private static final Pattern UNTIL = Pattern.compile("^ (?:as|a|ate|ate as) \\d");

  @Override
  public List<Entity> in(Reading reading) {
    List<Entity> found = new ArrayList<>();
    found.addAll(reading.find(Entity.Type.TIME, HOUR_OF_SOMETHING, place -> hour(place, reading)));
    found.addAll(reading.find(Entity.Type.TIME, TWELVE, place -> Optional.of(twelve(place))));
    found.addAll(reading.find(Entity.Type.TIME, SHORT_OF, place -> shortOf(place, reading)));
    return found;
  }

  private static LocalTime twelve(Matcher place) {
    LocalTime hour = place.group("noon") == null ? LocalTime.MIDNIGHT : LocalTime.NOON;
    return place.group("half") == null ? hour : hour.plusMinutes(30);
  }

  private static Optional<LocalTime> shortOf(Matcher place, Reading reading) {
    if (CountedThings.follow(reading, place.end())) {
      return Optional.empty();
    }
    int minutes = Numerals.count(place.group("minutes")).orElse(0);
    return full(place).map(hour -> hour.minusMinutes(minutes));
  }

  private static Optional<LocalTime> full(Matcher place) {
    if (place.group("noon") != null) {
      return Optional.of(LocalTime.NOON);
    }
    return place.group("midnight") != null
        ? Optional.of(LocalTime.MIDNIGHT)
        : Numerals.count(place.group("hour"))
            .map(hour -> onTheClock(hour, place.group("part")))
            .filter(hour -> hour < 24)
            .map(hour -> LocalTime.of(hour, 0));
  }

  private static Optional<LocalTime> hour(Matcher place, Reading reading) {
    return isTime(place, reading) ? time(place) : Optional.empty();
  }

  private static boolean isTime(Matcher place, Reading reading) {
    boolean ofTheDay = "da".equals(place.group("of"));
    boolean exact = place.group("clock") != null || place.group("unit") != null || ofTheDay;
    return isAt(place, reading, exact)
        || ofTheDay
        || isHalfPast(place, reading)
        || (exact && place.group("digits") != null && !isSpan(place, reading));
  }

  /** "Meia" alone goes with hours. Things and measures take "meio", or their name follows. */
  private static boolean isHalfPast(Matcher place, Reading reading) {
    return place.group("half") != null
        && place.group("unit") == null
        && place.group("at") == null
        && !isSpan(place, reading)
        && !HALF_OF_SOMETHING.matcher(reading.after(place.end())).find()
        && !CountedThings.follow(reading, place.end());
  }

  /** "Às" stands before an hour. "As" and "das" also stand before other nouns. */
  private static boolean isAt(Matcher place, Reading reading, boolean exact) {
    boolean accent = reading.written(place.start(), place.end()).startsWith("à");
    String after = reading.after(place.end());
    return switch (String.valueOf(place.group("at"))) {
      case "pelas" -> true;
      case "a" -> accent && exact;
      case "as" ->
          accent
              || exact
              || (place.group("digits") != null && !CountedThings.follow(reading, place.end()));
      case "das" ->
          exact
              || FROM.matcher(reading.before(place.start())).find()
              || UNTIL.matcher(after).find();
      default -> false;
    };
  }

  private static boolean isSpan(Matcher place, Reading reading) {
    return LASTS.matcher(reading.before(place.start())).find()
        || LASTED.matcher(reading.after(place.end())).find();
  }

  private static Optional<LocalTime> time(Matcher place) {
    String past = place.group("clock") != null ? place.group("clock") : place.group("minutes");
    int minutes = place.group("half") != null ? 30 : Numerals.count(past).orElse(0);
    return Numerals.count(place.group("hour"))
        .map(hour -> onTheClock(hour, place.group("part")))
        .filter(hour -> hour < 24 && minutes < 60)
        .map(hour -> LocalTime.of(hour, minutes));
  }

  private static int onTheClock(int hour, @Nullable String part) {
    return switch (String.valueOf(part)) {
      case "tarde" -> hour < 12 ? hour + 12 : hour;
      case "noite" -> hour == 12 ? 0 : hour > 5 && hour < 12 ? hour + 12 : hour;
      case "madrugada" -> hour == 12 ? 0 : hour;
      default -> hour;
    };
  }
}
