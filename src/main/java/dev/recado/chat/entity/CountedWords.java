package dev.recado.chat.entity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how many of what a message asks for: {@code me vê 2 pizzas de calabresa e uma coca}.
 *
 * <p>It knows no products. Names that contain a number, such as {@code quatro queijos}, must be
 * given, because their numbers count nothing.
 */
public final class CountedWords {

  /** The most characters that are read, and the most parts. */
  private static final int MOST_CHARACTERS = 600;

  private static final int MOST_PARTS = 20;
  private static final BigDecimal DOZEN = BigDecimal.valueOf(12);

  /** Words of asking that name nothing. */
  private static final Pattern ASKING =
      Pattern.compile(
          Reading.WORD_START
              + "(?:por favor|por gentileza|pfv?|bom dia|boa tarde|boa noite|oi+|ola|opa|e ai"
              + "|(?:eu )?(?:quero|queria|gostaria(?: de)?|vou querer|vou levar|vou pedir|preciso(?: de)?)"
              + "|(?:pode )?(?:me )?(?:ve|veja|manda|mandar|mande|traz|trazer|da|dar|separa|separar|bota|botar"
              + "|coloca|colocar|poe|anota|anotar|adiciona|adicionar|inclui|incluir)(?: (?:ai|pra mim|para mim|no pedido))?"
              + "|fazer um pedido|um pedido de|o pedido e|pedir|comprar|tambem|obrigad[oa]|valeu|so isso|ai)"
              + Reading.WORD_END);

  private static final String COUNT =
      Reading.NUMBER_START
          + "(?<minus>-\\s?)?(?<count>"
          + "(?:meia|"
          + Numerals.COUNT
          + ") duzias?(?: de)?"
          + "|\\d{10,18}|"
          + Numerals.NUMBER
          + ")(?<half> e mei[oa])?(?: ?x)?"
          + Reading.WORD_END
          // A size belongs to the name: coca 2 litros.
          + "(?! ?(?:litros?|lts?|ml|kg|kgs|quilos?|gramas?|gr?|cm|mm|polegadas|anos|reais|porcento|%)"
          + Reading.WORD_END
          + ")";

  private static final Pattern NUMBER = Pattern.compile(COUNT);
  private static final Pattern TIMES_BEHIND =
      Pattern.compile(Reading.WORD_START + "x ?(\\d{1,9})" + Reading.WORD_END);
  private static final Pattern APART =
      Pattern.compile(
          // A comma or a stroke between digits is part of the number: 2,5 and 1/2.
          "\\s*(?:[;+\\n&]|(?<!\\d)[,/]|[,/](?!\\d))\\s*|\\s+mais\\s+");
  private static final Pattern FRACTION =
      Pattern.compile("(?<![\\d/])(\\d{1,3})/([1-9]\\d{0,2})(?![\\d/])");
  private static final Pattern JOINT =
      Pattern.compile(
          "^(?:\\s|[-.:!?*•)]|(?:e|de|do|da|dos|das|mais|com)(?= ))+|(?:\\s|[-.:!?(]|\\s(?:e|mais|com|de))+$");

  private CountedWords() {}

  /**
   * A part of a message.
   *
   * @param count how many; null if the part names no number
   * @param words what, folded; empty if the message names only a number
   * @param strange whether the number counts no things: a fraction, zero, or one below it
   */
  public record Part(@Nullable BigDecimal count, String words, boolean strange) {}

  /**
   * Splits a message into its parts.
   *
   * @param text a message, or null; only its first 600 characters are read
   * @param names names that may contain numbers, in any case
   * @return at most 20 parts, in the order of the text
   */
  public static List<Part> in(@Nullable String text, Collection<String> names) {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    Named named = Named.in(decimals(fold(text)), names);
    List<Part> parts = new ArrayList<>();
    for (String piece : APART.split(ASKING.matcher(named.text()).replaceAll(" "))) {
      piece(piece.strip(), parts);
    }
    return together(parts).stream()
        .map(part -> new Part(part.count(), named.restored(part.words()), part.strange()))
        .limit(MOST_PARTS)
        .toList();
  }

  /**
   * Reads a message that should be one number: {@code 2}, {@code umas três}, {@code meia dúzia}.
   *
   * @param text a message, or null
   * @return the first number with its strangeness; empty if there is none
   */
  public static Optional<Part> only(@Nullable String text) {
    return in(text, List.of()).stream().filter(part -> part.count() != null).findFirst();
  }

  /** Folds a text as messages are folded: lower case, no accents, single blanks. */
  public static String fold(String text) {
    String read = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    return Reading.fold(read).replaceAll("[ \\t]+", " ");
  }

  /**
   * Gives words of a message as the customer wrote them, with their accents.
   *
   * @param text the message
   * @param words folded words, as of a part of the message
   * @return the words in lower case; unchanged if they do not stand together in the message
   */
  public static String asWritten(String text, String words) {
    Reading reading =
        new Reading(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)), LocalDate.EPOCH);
    Matcher place =
        Pattern.compile(Reading.WORD_START + Pattern.quote(words) + Reading.WORD_END)
            .matcher(reading.folded());
    return place.find() ? reading.written(place.start(), place.end()).strip() : words;
  }

  /** Writes {@code 1/2} as {@code 0,5}, which is read as a number that counts no things. */
  private static String decimals(String text) {
    return FRACTION
        .matcher(text)
        .replaceAll(
            found ->
                new BigDecimal(found.group(1))
                    .divide(new BigDecimal(found.group(2)), 2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString()
                    .replace('.', ','));
  }

  private static void piece(String piece, List<Part> parts) {
    Matcher number = NUMBER.matcher(TIMES_BEHIND.matcher(piece).replaceAll("$1"));
    String text = TIMES_BEHIND.matcher(piece).replaceAll("$1");
    int from = 0;
    @Nullable Part open = null;
    while (number.find()) {
      String before = bare(text.substring(from, number.start()));
      if (open != null) {
        parts.add(new Part(open.count(), before, open.strange()));
      } else if (!before.isEmpty()) {
        parts.add(new Part(null, before, false));
      }
      open = counted(number);
      from = number.end();
    }
    String rest = bare(text.substring(from));
    if (open != null) {
      parts.add(new Part(open.count(), rest, open.strange()));
    } else if (!rest.isEmpty()) {
      parts.add(new Part(null, rest, false));
    }
  }

  private static Part counted(Matcher number) {
    String said = number.group("count");
    BigDecimal count = value(said).orElse(BigDecimal.ZERO);
    if (number.group("half") != null) {
      count = count.add(new BigDecimal("0.5"));
    }
    if (number.group("minus") != null) {
      count = count.negate();
    }
    return new Part(count, "", count.signum() <= 0 || count.stripTrailingZeros().scale() > 0);
  }

  private static Optional<BigDecimal> value(String said) {
    int dozens = said.indexOf("duzia");
    if (dozens < 0) {
      return Numerals.value(said);
    }
    String count = said.substring(0, dozens).strip();
    return count.equals("meia")
        ? Optional.of(BigDecimal.valueOf(6))
        : Numerals.value(count).map(DOZEN::multiply);
  }

  private static String bare(String words) {
    return JOINT.matcher(words).replaceAll("").strip();
  }

  /** "Calabresa 2": a number behind the words counts them. */
  private static List<Part> together(List<Part> parts) {
    List<Part> together = new ArrayList<>();
    for (Part part : parts) {
      Part last = together.isEmpty() ? null : together.get(together.size() - 1);
      if (part.words().isEmpty() && last != null && last.count() == null) {
        together.set(together.size() - 1, new Part(part.count(), last.words(), part.strange()));
      } else {
        together.add(part);
      }
    }
    return together;
  }

  /** A text in which the names with numbers stand as single signs. */
  private record Named(String text, List<String> names) {

    /** Private use, so no customer writes them. */
    private static final char FIRST = '\uE000';

    static Named in(String text, Collection<String> names) {
      List<String> numbered =
          names.stream()
              .map(CountedWords::fold)
              .flatMap(Named::parts)
              .distinct()
              .sorted(Comparator.comparing(String::length).reversed())
              .limit(2_000)
              .toList();
      String marked = text;
      List<String> found = new ArrayList<>();
      for (String name : numbered) {
        Pattern whole =
            Pattern.compile(Reading.WORD_START + Pattern.quote(name) + Reading.WORD_END);
        Matcher place = whole.matcher(marked);
        if (place.find()) {
          marked = place.replaceAll(String.valueOf((char) (FIRST + found.size())));
          found.add(name);
        }
      }
      return new Named(marked, found);
    }

    /** A name with a number, and its part from the number on: people ask for "quatro queijos". */
    private static Stream<String> parts(String name) {
      Matcher number = NUMBER.matcher(name);
      if (name.length() < 3 || !number.find()) {
        return Stream.empty();
      }
      String tail = name.substring(number.start());
      return tail.indexOf(' ') > 0 && !tail.equals(name) ? Stream.of(name, tail) : Stream.of(name);
    }

    String restored(String words) {
      String restored = words;
      for (int i = 0; i < names.size(); i++) {
        restored = restored.replace(String.valueOf((char) (FIRST + i)), " " + names.get(i) + " ");
      }
      return restored.replaceAll(" +", " ").strip();
    }
  }
}
