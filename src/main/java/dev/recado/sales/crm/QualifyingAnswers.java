package dev.recado.sales.crm;

import dev.recado.chat.entity.Entities;
import dev.recado.chat.entity.Entity;
import dev.recado.chat.intent.Choices;
import dev.recado.chat.intent.LeadQuestion;
import dev.recado.chat.intent.PlainText;
import dev.recado.ground.database.StorableText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the facts of a lead from a customer's words: an amount as {@code 50000.00}, or two as
 * {@code 30000.00 a 50000.00}; a day as {@code 2027-03-01}; anything else as words.
 */
final class QualifyingAnswers {

  /** In characters. */
  private static final int LONGEST_TEXT = 300;

  private static final int LONGEST_TERM = 60;
  private static final int LONGEST_CITY = 60;
  private static final int NEARBY = 24;

  /** Without a currency a small number may mean thousands. */
  private static final BigDecimal LEAST = new BigDecimal(100);

  private static final Pattern SKIPS =
      Pattern.compile(
          "(?:(?:eu|ainda|mas) ){0,3}(?:nao (?:sei|faco ideia|tenho ideia|decidi|defini|quero"
              + " (?:dizer|informar|responder)|posso dizer)(?: (?:ainda|dizer|informar|agora|nao)){0,2}"
              + "|pul(?:a|ar|e|o)(?: essa)?|prox(?:ima)?|prefiro nao (?:dizer|informar|responder)"
              + "|sem (?:ideia|resposta)|depois(?: (?:te )?(?:digo|falo|vejo))?|nao)(?: obrigad[oa])?");

  private static final Pattern BARE_AMOUNT =
      Pattern.compile(
          "(?:(?:uns|umas|cerca|de|ate|no|maximo|mais|ou|menos|aproximadamente|por|volta) ){0,6}"
              + "(?:r\\$ ?)?(\\d{1,3}(?:\\.\\d{3}){1,3}|\\d{1,9})(?:,(\\d\\d))? ?(mil|k)?"
              + "(?: (?:mais ou menos|no maximo|por ai))?");

  private static final String COUNT =
      "(?:\\d{1,3}|um|uma|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|doze)";
  private static final String UNIT = "(?:dias?|semanas?|mes|meses|anos?)";

  private static final Pattern STRETCH =
      Pattern.compile(
          "\\b(?:em|dentro de|daqui a|ate|prazo de|prazo e de|no maximo) (?:uns |umas )?("
              + COUNT
              + " "
              + UNIT
              + ")\\b");

  private static final String MONTHS =
      "(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)";

  private static final Pattern MONTH = Pattern.compile(MONTHS + "\\b.*");

  private static final Pattern MONTH_OF_A_TERM =
      Pattern.compile("\\b(?:ate|para|pra|antes de|em) (" + MONTHS + "(?: de 20\\d\\d)?)\\b");

  private static final Pattern TERM =
      Pattern.compile(
          "\\b(?:"
              + MONTHS
              + "|dias?|semanas?|mes|meses|anos?|semestre|trimestre|natal|pascoa|ferias|imediat\\w*"
              + "|urgent\\w*|urgencia|quanto antes|o mais rapido|assim que possivel|agora|ja|logo"
              + "|sem pressa)\\b");

  private static final Pattern UNTIL =
      Pattern.compile(
          "\\b(?:ate|para|pra|antes d[eo]|prazo)(?: o| a| dia| o dia| final de| fim de)?$");

  private static final String CITY_WORD = "\\p{Lu}[\\p{L}'’]+";
  private static final String LINK = "(?:d[aeo]s?|e)";
  private static final String STATE = "(?: ?[-/,] ?\\p{Lu}{2}\\b)?";

  /** Only a capital letter tells a city from "em casa" and "de cozinha". */
  private static final Pattern CITY_IN_TEXT =
      Pattern.compile(
          "(?U)\\b(?i:em|moro n[ao]|sou d[aeo]|cidade d[aeo])(?-i) ("
              + CITY_WORD
              + "(?:(?: |-)(?:"
              + LINK
              + "(?: |-))?"
              + CITY_WORD
              + "){0,4}"
              + STATE
              + ")");

  private static final Pattern BEFORE_A_CITY =
      Pattern.compile(
          "(?iu)^(?:(?:é|e|eu|aqui|a|na|minha|obra|casa|cidade|apartamento|fica|ficamos|estou|estamos"
              + "|sou|somos|moro|moramos|resido|em|no|de|da|do) ){0,6}");

  private static final Pattern CITY =
      Pattern.compile("(?U)[\\p{L}'’]{2,}(?:[ -][\\p{L}'’]+){0,5}(?: ?[-/,] ?\\p{L}{2})?");

  private final Instant now;
  private final ZoneId zone;

  /**
   * Creates a reader.
   *
   * @param now when the customer wrote
   * @param zone the customer's time zone
   */
  QualifyingAnswers(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** Tells whether an answer means that the customer gives none. */
  static boolean skips(LeadQuestion question, String text) {
    String plain = plain(text);
    boolean mayBeAnAnswer =
        switch (question.kind()) {
          case TEXT -> plain.equals("nao");
          case OPTIONS -> Choices.of(question.options()).answer(text).isPresent();
          case AMOUNT, TERM, CITY -> false;
        };
    return !mayBeAnAnswer && SKIPS.matcher(plain).matches();
  }

  private static String plain(String text) {
    return PlainText.fold(text).replaceAll("[,.!?;]+", " ").replaceAll(" +", " ").strip();
  }

  /** Reads a text as the answer to a question; empty if it is none. */
  Optional<String> answer(LeadQuestion question, String text) {
    return switch (question.kind()) {
      case AMOUNT -> amount(text).or(() -> bareAmount(text));
      case TERM -> stretch(text).or(() -> day(text)).or(() -> term(text));
      case CITY -> city(text);
      case TEXT -> Optional.of(cut(text, LONGEST_TEXT)).filter(said -> !said.isEmpty());
      case OPTIONS -> Choices.of(question.options()).answer(text);
    };
  }

  /** Finds a fact that a text tells without a question; empty if it is not clear. */
  Optional<String> said(LeadQuestion question, String text) {
    return switch (question.kind()) {
      case AMOUNT -> amount(text).filter(amount -> !amount.contains(" a "));
      case TERM -> stretch(text).or(() -> dayOfATerm(text)).or(() -> first(MONTH_OF_A_TERM, text));
      case CITY -> cityInText(text);
      case TEXT -> Optional.empty();
      case OPTIONS -> Choices.of(question.options()).in(text);
    };
  }

  private List<Entity> found(String text, Entity.Type type) {
    return Entities.find(text, now, zone).stream().filter(it -> it.type() == type).toList();
  }

  private Optional<String> amount(String text) {
    List<BigDecimal> amounts =
        found(text, Entity.Type.AMOUNT).stream()
            .map(entity -> (BigDecimal) entity.value())
            .distinct()
            .sorted()
            .toList();
    return amounts.isEmpty() || amounts.size() > 2
        ? Optional.empty()
        : Optional.of(
            amounts.stream()
                .map(amount -> amount.setScale(2).toPlainString())
                .collect(Collectors.joining(" a ")));
  }

  private static Optional<String> bareAmount(String text) {
    Matcher number = BARE_AMOUNT.matcher(PlainText.fold(text));
    if (!number.matches()) {
      return Optional.empty();
    }
    String cents = number.group(2) == null ? "" : "." + number.group(2);
    BigDecimal value = new BigDecimal(number.group(1).replace(".", "") + cents);
    BigDecimal amount = number.group(3) == null ? value : value.multiply(BigDecimal.valueOf(1_000));
    return amount.compareTo(LEAST) < 0
        ? Optional.empty()
        : Optional.of(amount.setScale(2).toPlainString());
  }

  private Optional<String> day(String text) {
    List<Entity> days = found(text, Entity.Type.DATE);
    return days.size() == 1 ? Optional.of(days.get(0).value().toString()) : Optional.empty();
  }

  private static Optional<String> term(String text) {
    return TERM.matcher(PlainText.fold(text)).find()
        ? Optional.of(cut(text, LONGEST_TERM))
        : Optional.empty();
  }

  private static Optional<String> stretch(String text) {
    return first(STRETCH, text);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(PlainText.fold(text));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** A day is a term only behind a word such as "até"; it may be an appointment otherwise. */
  private Optional<String> dayOfATerm(String text) {
    return found(text, Entity.Type.DATE).stream()
        .filter(
            day ->
                UNTIL
                    .matcher(
                        PlainText.fold(
                            text.substring(Math.max(0, day.start() - NEARBY), day.start())))
                    .find())
        .map(day -> ((LocalDate) day.value()).toString())
        .findFirst();
  }

  private Optional<String> city(String text) {
    String rest = cut(text, NEARBY + LONGEST_CITY).replaceAll("[.!;]+$", "");
    String city = BEFORE_A_CITY.matcher(rest).replaceFirst("").strip();
    return city.length() <= LONGEST_CITY && CITY.matcher(city).matches()
        ? Optional.of(named(city))
        : Optional.empty();
  }

  private Optional<String> cityInText(String text) {
    Matcher city = CITY_IN_TEXT.matcher(cut(text, 4_000));
    while (city.find()) {
      String found = city.group(1);
      // "Em Janeiro" and "em Março" are no cities.
      if (found.length() <= LONGEST_CITY && !MONTH.matcher(PlainText.fold(found)).matches()) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** People write "campinas" as often as "Campinas". */
  private static String named(String city) {
    if (city.chars().anyMatch(Character::isUpperCase)) {
      return city;
    }
    StringBuilder named = new StringBuilder();
    for (String word : city.split(" ", -1)) {
      boolean link = word.matches("d[aeo]s?|e");
      named
          .append(named.isEmpty() ? "" : " ")
          .append(
              link || word.isEmpty()
                  ? word
                  : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return named.toString();
  }

  /** One line of at most so many characters. */
  static String cut(String text, int longest) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return StorableText.cut(line, longest).strip();
  }
}
