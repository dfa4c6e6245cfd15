package dev.recado.chat.entity;

import static java.util.stream.Collectors.joining;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers in digits, in words and in both: {@code 1.500,50}, {@code mil e duzentos}, {@code 2
 * mil e 500}.
 *
 * <p>The words are ICU's spelling of the numbers up to 999 in pt-BR, folded. ICU's own parser is of
 * no use here: it refuses {@code tres}, {@code quatorze} and {@code vinte um}, reads {@code um
 * milhao} as a thousand, and is not thread-safe.
 */
final class Numerals {

  private static final BigDecimal THOUSAND = new BigDecimal(1_000);
  private static final BigDecimal MILLION = new BigDecimal(1_000_000);
  private static final BigDecimal HALF_A_MILLION = new BigDecimal(500_000);
  private static final Map<String, Integer> SPELLED = spelled();

  /** A pattern of digits with dots for thousands and a comma, or a dot, before two decimals. */
  static final String DIGITS =
      "(?:\\d{1,3}(?:\\.\\d{3}){1,3}+(?:,\\d{1,2})?|\\d{1,9}(?:[.,]\\d{1,2})?)";

  /** A pattern of a number below a thousand in words. */
  static final String WORDS = words();

  private static final String HUNDREDS = "(?=[a-z]{0,9}ent[oa]s?(?![a-z]))" + WORDS;

  /** A pattern of thousands: {@code mil e duzentos}, {@code 2 mil}, {@code 2 mil e 500}. */
  static final String THOUSANDS =
      ("(?:(?:" + DIGITS + "|" + WORDS + ") ?)?mil(?![a-z])")
          + ("(?: e [1-9]\\d\\d(?!\\d|[.,]\\d)| e " + WORDS + "| " + HUNDREDS + ")?");

  /** A pattern of round numbers that people use only for money: {@code 2k}, {@code 2 milhões}. */
  static final String ROUND =
      "(?:\\d{1,3}(?:,\\d)? ?k|(?:"
          + DIGITS
          + "|"
          + WORDS
          + ") milh(?:ao|oes)(?![a-z])"
          + ("(?: e meio(?![a-z])| e (?:" + DIGITS + "|" + WORDS + ") ?mil(?![a-z]))?)");

  /** A pattern of any number. It needs {@link Reading#NUMBER_START} before it. */
  static final String NUMBER = "(?:" + THOUSANDS + "|" + ROUND + "|" + DIGITS + "|" + WORDS + ")";

  /** A pattern of a whole number. */
  static final String COUNT =
      "(?:" + THOUSANDS + "|\\d{1,3}(?:\\.\\d{3})++|\\d{1,6}+|" + WORDS + ")";

  private Numerals() {}

  private static Map<String, Integer> spelled() {
    RuleBasedNumberFormat icu =
        new RuleBasedNumberFormat(ULocale.forLanguageTag("pt-BR"), RuleBasedNumberFormat.SPELLOUT);
    Map<String, Integer> spelled = new HashMap<>();
    for (int n = 1; n < 1000; n++) {
      for (String gender : List.of("masculine", "feminine")) {
        String words = key(Reading.fold(icu.format(n, "%spellout-cardinal-" + gender)));
        spelled.put(words, n);
        spelled.put(words.replace("catorze", "quatorze"), n);
      }
    }
    return Map.copyOf(spelled);
  }

  /** Hundreds, tens and ones in their order, with or without the {@code e} between them. */
  private static String words() {
    String ones = names(1, 9, 1);
    String upToNineteen = "(?:" + names(10, 19, 1) + "|" + ones + ")";
    String tens = "(?:" + names(20, 90, 10) + "(?: (?:e )?" + ones + ")?|" + upToNineteen + ")";
    return "(?:" + names(100, 900, 100) + "(?: (?:e )?" + tens + ")?|" + tens + ")";
  }

  private static String names(int first, int last, int step) {
    return SPELLED.entrySet().stream()
        .filter(n -> n.getValue() >= first && n.getValue() <= last + step - 1)
        .map(n -> n.getKey().replaceFirst(" .*", ""))
        .distinct()
        .sorted()
        .collect(joining("|", "(?:", ")(?![a-z])"));
  }

  private static String key(String words) {
    return words.replace(" e ", " ");
  }

  /**
   * Reads the match of one of the patterns above.
   *
   * @param number folded
   * @return its value, or empty for a word that is no number alone ({@code cento})
   */
  static Optional<BigDecimal> value(String number) {
    int thousands = number.indexOf("mil");
    if (number.endsWith("k")) {
      return below(number.substring(0, number.length() - 1)).map(THOUSAND::multiply);
    }
    if (thousands < 0) {
      return below(number);
    }
    Optional<BigDecimal> before =
        thousands == 0 ? Optional.of(BigDecimal.ONE) : below(number.substring(0, thousands));
    String tail = number.substring(thousands);
    if (tail.startsWith("milh")) {
      return millions(before, tail.replaceFirst("^milh(?:ao|oes)(?: e )?", ""));
    }
    String after = tail.replaceFirst("^mil(?: e)? ?", "");
    Optional<BigDecimal> rest = after.isEmpty() ? Optional.of(BigDecimal.ZERO) : below(after);
    return before.flatMap(b -> rest.map(r -> b.multiply(THOUSAND).add(r)));
  }

  /** "Um milhão e meio", "dois milhões e quinhentos mil". */
  private static Optional<BigDecimal> millions(Optional<BigDecimal> count, String rest) {
    Optional<BigDecimal> more =
        switch (rest) {
          case "" -> Optional.of(BigDecimal.ZERO);
          case "meio" -> Optional.of(HALF_A_MILLION);
          default -> value(rest);
        };
    return count.flatMap(n -> more.map(m -> n.multiply(MILLION).add(m)));
  }

  /**
   * Reads a whole number.
   *
   * @param number folded, or null
   * @return its value, or empty if it is no number or cannot count things
   */
  static Optional<Integer> count(@Nullable String number) {
    return Optional.ofNullable(number)
        .flatMap(Numerals::value)
        .filter(value -> value.stripTrailingZeros().scale() <= 0)
        .filter(value -> value.compareTo(MILLION) <= 0)
        .map(BigDecimal::intValueExact);
  }

  private static Optional<BigDecimal> below(String number) {
    String bare = number.strip();
    if (!Character.isDigit(bare.charAt(0))) {
      return Optional.ofNullable(SPELLED.get(key(bare))).map(BigDecimal::valueOf);
    }
    String withoutDots = bare.replaceAll("\\.(?=\\d{3})", "");
    return Optional.of(new BigDecimal(withoutDots.replace(',', '.')));
  }
}
