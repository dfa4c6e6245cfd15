package dev.recado.sales.agenda;

import dev.recado.chat.intent.PlainText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The slots of the last offer to a customer, in the order of their numbers.
 *
 * @param starts the beginnings of the slots
 */
record Offers(List<Instant> starts) {

  /** The number of words is limited: without a limit, each word takes room on the stack. */
  private static final String LEAD =
      "(?:(?:quero|queria|pode ser|prefiro|fico com|escolho|vou de|marca|agenda|entao) ){0,9}";

  private static final Pattern NUMBER =
      Pattern.compile(
          LEAD
              + "(?:[ao] )?(?:opcao |numero |n |horario |item )?(\\d{1,2})(?: ?[.)]| opcao)?"
              + "(?: por favor| mesmo)?");

  /** "Segunda" alone is a Monday; "a segunda" and "segunda opção" are the second of a list. */
  private static final Pattern ORDINAL =
      Pattern.compile(
          LEAD
              + "(?:[ao] (primeir|segund|terceir|quart|quint|sext|setim|oitav|ultim)[ao]"
              + "|(?:[ao] )?(primeir|segund|terceir|quart|quint|sext|setim|oitav|ultim)[ao]"
              + " (?:opcao|horario|op))(?: opcao| horario)?(?: por favor| mesmo)?");

  private static final Pattern YES =
      Pattern.compile(
          "(?:(?:sim|isso|isso mesmo|pode|pode ser|ok|okay|claro|certo|confirmo|confirmado|fechado"
              + "|perfeito|quero|esse|esse mesmo|esta bom|ta bom|otimo|beleza|com certeza)[,.! ]*+){1,9}");

  private static final List<String> ORDINALS =
      List.of("primeir", "segund", "terceir", "quart", "quint", "sext", "setim", "oitav");

  static final Offers NONE = new Offers(List.of());

  Offers {
    starts = List.copyOf(starts);
  }

  static Offers read(@Nullable Object stored) {
    return stored == null || stored.toString().isBlank()
        ? NONE
        : new Offers(Arrays.stream(stored.toString().split(",")).map(Instant::parse).toList());
  }

  static String write(List<Slot> slots) {
    return slots.stream().map(slot -> slot.start().toString()).collect(Collectors.joining(","));
  }

  /** Finds the offer that an answer means, if the answer is clear. */
  Optional<Instant> meant(String text, WishedTime wish, ZoneId zone) {
    if (starts.isEmpty()) {
      return Optional.empty();
    }
    String folded = PlainText.fold(text);
    return byNumber(folded)
        .or(() -> byOrdinal(folded))
        .or(() -> YES.matcher(folded).matches() ? single(starts) : Optional.empty())
        .or(() -> byTime(wish, zone));
  }

  private Optional<Instant> byNumber(String folded) {
    Matcher number = NUMBER.matcher(folded);
    return number.matches() ? at(Integer.parseInt(number.group(1))) : Optional.empty();
  }

  private Optional<Instant> byOrdinal(String folded) {
    Matcher ordinal = ORDINAL.matcher(folded);
    if (!ordinal.matches()) {
      return Optional.empty();
    }
    String word = ordinal.group(1) == null ? ordinal.group(2) : ordinal.group(1);
    return at(word.equals("ultim") ? starts.size() : ORDINALS.indexOf(word) + 1);
  }

  private Optional<Instant> at(int number) {
    return number >= 1 && number <= starts.size()
        ? Optional.of(starts.get(number - 1))
        : Optional.empty();
  }

  private Optional<Instant> byTime(WishedTime wish, ZoneId zone) {
    LocalDate day = wish.day();
    LocalTime time = wish.time();
    if (wish.either() || (day == null && time == null)) {
      return Optional.empty();
    }
    List<Instant> sameDay =
        starts.stream()
            .filter(start -> day == null || start.atZone(zone).toLocalDate().equals(day))
            .toList();
    return time == null
        ? single(sameDay)
        : single(at(sameDay, time, zone))
            .or(
                () ->
                    wish.exact() ? Optional.empty() : single(at(sameDay, asAfternoon(time), zone)));
  }

  /** Customers often call three in the afternoon "three". */
  private static LocalTime asAfternoon(LocalTime time) {
    return time.plusHours(12);
  }

  private static List<Instant> at(List<Instant> starts, LocalTime time, ZoneId zone) {
    return starts.stream().filter(s -> s.atZone(zone).toLocalTime().equals(time)).toList();
  }

  private static Optional<Instant> single(List<Instant> candidates) {
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  /** An hour in digits alone that is not the number of an offer: {@code 15}. */
  Optional<LocalTime> bareHour(String text) {
    Matcher number = NUMBER.matcher(PlainText.fold(text));
    if (!number.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(number.group(1));
    return hour > starts.size() && hour >= 7 && hour < 24
        ? Optional.of(LocalTime.of(hour, 0))
        : Optional.empty();
  }
}
