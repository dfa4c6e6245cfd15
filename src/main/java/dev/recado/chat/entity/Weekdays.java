package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds days by their weekday.
 *
 * <p>{@code sexta}, {@code próxima sexta} and {@code sexta que vem} are all the first Friday after
 * today. Written on a Friday they mean the one in seven days. {@code sexta da semana que vem} is
 * the Friday of the week that begins on the next Monday. Opening hours ({@code segunda a sexta})
 * are no day, nor are ordinals such as {@code segunda via}.
 */
final class Weekdays implements Finder {

  private static final List<String> BEGINNINGS =
      List.of("seg", "ter", "qua", "qui", "sex", "sab", "dom");

  private static final String NAME = "(?:segunda|terca|quarta|quinta|sexta|sabado|domingo)";
  private static final String FAIR = "[- ]?feira";

  private static final String ORDINAL_NOUNS =
      "(?:via|parcela|prestacao|mensalidade|fatura|conta|cobranca|nota|compra|entrega|vez|opcao|"
          + "parte|metade|quinzena|semana|pessoa|pergunta|coisa|loja|filial|unidade|linha|pagina|"
          + "mensagem|tentativa|chance|etapa|fase|rodada|dose|mao|serie|turma|aula|consulta|feira)";

  private static final String BEFORE = "(?:proxim[ao] |n?ess[ae] |n?est[ae] )?";
  private static final String AFTER =
      "(?:(?<week> d[ae] (?:semana que vem|proxima semana))| que vem| agora| proxim[ao])?";

  private static final Pattern NAMED =
      Pattern.compile(
          (WORD_START + "(?:(?<range>" + NAME + "(?:" + FAIR + ")? (?:a|ate) " + NAME)
              + ("(?:" + FAIR + ")?)|" + BEFORE + "(?<day>" + NAME + ")")
              + ("(?:"
                  + FAIR
                  + "|(?! "
                  + ORDINAL_NOUNS
                  + WORD_END
                  + "))"
                  + AFTER
                  + ")"
                  + WORD_END));

  /** In "sexta, dia 27" the number names the day. */
  private static final Pattern DAY_FOLLOWS =
      Pattern.compile("^,? (?:dia \\d|\\d{1,2}/\\d|\\d{1,2} de [a-z])");

  /** "2ª feira". */
  private static final Pattern NUMBERED =
      Pattern.compile(BEFORE + WORD_START + "(?<number>[2-6])[ªa]" + FAIR + AFTER + WORD_END);

  /**
   * Alone these short forms have other meanings, so they need a preposition before them and the end
   * of the phrase after them.
   */
  private static final Pattern SHORT =
      Pattern.compile(
          (WORD_START + "(?:na (?<day>seg|ter|qua|qui|sex)|no (?<free>sab|dom)|")
              + "(?:ate|pra|para|proxima) (?<other>seg|qua|qui|sex|sab))"
              + "(?= ?(?:[.,;!?\\n]|$)| (?:as|dia|de manha|a tarde|a noite|cedo|\\d))");

  @Override
  public List<Entity> in(Reading reading) {
    return Stream.of(
            reading.find(Entity.Type.DATE, NAMED, place -> named(place, reading)),
            reading.find(
                Entity.Type.DATE, NUMBERED, place -> Optional.of(numbered(place, reading.today()))),
            reading.find(
                Entity.Type.DATE, SHORT, place -> Optional.of(abbreviated(place, reading.today()))))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<LocalDate> named(Matcher place, Reading reading) {
    boolean told = DAY_FOLLOWS.matcher(reading.after(place.end())).find();
    return Optional.ofNullable(place.group("day"))
        .filter(name -> !told)
        .map(name -> next(day(name), place, reading.today()));
  }

  private static LocalDate numbered(Matcher place, LocalDate today) {
    return next(DayOfWeek.of(Integer.parseInt(place.group("number")) - 1), place, today);
  }

  private static LocalDate abbreviated(Matcher place, LocalDate today) {
    String name =
        Stream.of("day", "free", "other")
            .flatMap(group -> Stream.ofNullable(place.group(group)))
            .findFirst()
            .orElseThrow();
    return today.with(TemporalAdjusters.next(day(name)));
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(BEGINNINGS.indexOf(name.substring(0, 3)) + 1);
  }

  private static LocalDate next(DayOfWeek day, Matcher place, LocalDate today) {
    return place.group("week") == null
        ? today.with(TemporalAdjusters.next(day))
        : today
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
            .with(TemporalAdjusters.nextOrSame(day));
  }
}
