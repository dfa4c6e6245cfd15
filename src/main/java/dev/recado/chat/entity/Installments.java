package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.NUMBER_END;
import static dev.recado.chat.entity.Reading.NUMBER_START;
import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the number of instalments. A single payment counts as one. */
final class Installments implements Finder {

  /** Ten years of months. A larger number is a typing error. */
  private static final int MOST = 120;

  private static final String COUNT = "(?<count>\\d{1,3}|" + Numerals.WORDS + ")";

  /** A number after the x makes it a size such as "10x15", unless the number is money. */
  private static final String NO_SIZE =
      "(?! ?\\d)|(?= ?[\\d.]{1,12}(?:,\\d\\d| ?(?:reais|real|contos?|pilas?)))";

  private static final Pattern COUNTED =
      Pattern.compile(
          NUMBER_START
              + COUNT
              + (" ?(?:(?:parcelas?|prestac(?:ao|oes)|mensalidades)" + WORD_END)
              + ("|vezes" + WORD_END + "(?! (?:mais|menos|por|ao|na semana|ja)" + WORD_END + ")")
              + ("|x(?!-?\\p{L})(?:" + NO_SIZE + "))"));

  private static final Pattern DIVIDED =
      Pattern.compile(
          WORD_START
              + "(?:parcel|divid)[a-z]{0,8}(?: (?:isso|tudo|o valor|a divida|o total))? em "
              + (COUNT + NUMBER_END)
              + ("(?! ?(?:%|(?:dias?|mil|reais|real)" + WORD_END + "))"));

  /** "6 x 200": a small number times a large one is money, unless a measure follows. */
  private static final Pattern TIMES =
      Pattern.compile(
          NUMBER_START
              + "(?<count>[2-9]|1\\d|2[0-4]) ?x ?(?:de )?(?=\\d{3,6}"
              + (NUMBER_END + "(?! ?(?:[cm]?m|x|por|metros?|cent[a-z]*)" + WORD_END + "))"));

  private static final Pattern AT_ONCE =
      Pattern.compile(WORD_START + "(?:a ?vista|em (?:1|uma) vez)" + WORD_END);

  @Override
  public List<Entity> in(Reading reading) {
    return Stream.of(
            reading.find(Entity.Type.INSTALLMENTS, COUNTED, Installments::count),
            reading.find(Entity.Type.INSTALLMENTS, DIVIDED, Installments::count),
            reading.find(Entity.Type.INSTALLMENTS, TIMES, Installments::count),
            reading.find(Entity.Type.INSTALLMENTS, AT_ONCE, place -> Optional.of(1)))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<Integer> count(Matcher place) {
    return Numerals.count(place.group("count")).filter(n -> n >= 1 && n <= MOST);
  }
}
