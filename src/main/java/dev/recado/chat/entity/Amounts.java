package dev.recado.chat.entity;

import static dev.recado.chat.entity.Numerals.COUNT;
import static dev.recado.chat.entity.Numerals.NUMBER;
import static dev.recado.chat.entity.Numerals.ROUND;
import static dev.recado.chat.entity.Numerals.THOUSANDS;
import static dev.recado.chat.entity.Reading.NUMBER_END;
import static dev.recado.chat.entity.Reading.NUMBER_START;
import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds amounts of money: by the sign, the name of the currency, the cents, or thousands such as "2
 * mil", which people use only for money. A bare number is no amount.
 */
final class Amounts implements Finder {

  private static final String CURRENCY = "(?:reais|real|contos?|pilas?|mangos?|brl)" + WORD_END;
  private static final String MEASURE =
      "(?: ?%| por cento| ?(?:[kc]?g|[ckm]?m|m?l|h|x|kms?|litros?|metros?|quilos?|gramas?|horas?"
          + ("|anos?|graus)" + WORD_END + ")");

  private static final Pattern SIGNED =
      Pattern.compile(
          (WORD_START + "r\\$ ?:? ?(?<number>" + NUMBER + ")" + NUMBER_END)
              + ("(?: " + CURRENCY + ")?"));

  /** "Dez reais e cinquenta" omits the word for cents only at the end of a sentence. */
  private static final Pattern NAMED =
      Pattern.compile(
          (NUMBER_START + "(?<number>" + NUMBER + ") ?(?:de )?" + CURRENCY)
              + ("(?: e (?<cents>" + COUNT + ")(?: centavos?" + WORD_END)
              + "|(?=[.,;!?]?(?:\\s|$))(?! \\S)))?");

  private static final Pattern CENTS =
      Pattern.compile(NUMBER_START + "(?<cents>" + COUNT + ") centavos?" + WORD_END);

  private static final Pattern DECIMAL =
      Pattern.compile(
          (NUMBER_START + "(?<number>(?:\\d{1,3}(?:\\.\\d{3}){1,3}+|\\d{1,9}),\\d\\d)" + NUMBER_END)
              + ("(?!" + MEASURE + ")"));

  private static final Pattern BARE =
      Pattern.compile(
          (NUMBER_START + "(?<number>" + THOUSANDS + "|" + ROUND + ")" + NUMBER_END)
              + ("(?!" + MEASURE + ")"));

  /** "300 por mês", "200 de entrada": people write hardly anything but money this way. */
  private static final Pattern PAID =
      Pattern.compile(
          (NUMBER_START + "(?<number>" + NUMBER + ")" + NUMBER_END)
              + " (?:(?:por|ao|a cada|todo) mes|mensais|de entrada)"
              + WORD_END);

  private static final BigDecimal LEAST_PAID = new BigDecimal(20);

  /** "Em dois mil e vinte e seis", "em janeiro de dois mil e vinte e seis". */
  private static final Pattern BEFORE_A_YEAR =
      Pattern.compile("\\b(?:em|desde|ano|ano de|" + NamedDates.MONTH + " de) $");

  /** "Mil" alone is an amount at the end of a sentence: "pago mil". "A mil" means in a hurry. */
  private static final Pattern AT_AN_END = Pattern.compile("^ ?(?:[.,;!?\\n]|$)");

  private static final Pattern A_HURRY = Pattern.compile("\\ba $");

  @Override
  public List<Entity> in(Reading reading) {
    return Stream.of(
            reading.find(Entity.Type.AMOUNT, SIGNED, Amounts::number),
            reading.find(Entity.Type.AMOUNT, NAMED, Amounts::withCents),
            reading.find(Entity.Type.AMOUNT, CENTS, Amounts::cents),
            reading.find(Entity.Type.AMOUNT, DECIMAL, Amounts::number),
            reading.find(
                Entity.Type.AMOUNT,
                PAID,
                place -> number(place).filter(n -> n.compareTo(LEAST_PAID) >= 0)),
            reading.find(Entity.Type.AMOUNT, BARE, place -> bare(place, reading)))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<BigDecimal> number(Matcher place) {
    return Numerals.value(place.group("number")).map(n -> n.setScale(2, RoundingMode.HALF_UP));
  }

  private static Optional<BigDecimal> cents(Matcher place) {
    return Numerals.count(place.group("cents")).map(n -> BigDecimal.valueOf(n, 2));
  }

  private static Optional<BigDecimal> withCents(Matcher place) {
    return number(place)
        .map(n -> cents(place).filter(c -> c.compareTo(BigDecimal.ONE) < 0).map(n::add).orElse(n));
  }

  private static Optional<BigDecimal> bare(Matcher place, Reading reading) {
    boolean loose =
        place.group("number").equals("mil")
            && (A_HURRY.matcher(reading.before(place.start())).find()
                || !AT_AN_END.matcher(reading.after(place.end())).find());
    return loose || CountedThings.follow(reading, place.end()) || isYear(place, reading)
        ? Optional.empty()
        : number(place);
  }

  private static boolean isYear(Matcher place, Reading reading) {
    return BEFORE_A_YEAR.matcher(reading.before(place.start())).find()
        && Numerals.count(place.group("number")).filter(n -> n > 2000 && n < 2100).isPresent();
  }
}
