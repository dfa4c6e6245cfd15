package dev.recado.chat.entity;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a number of things from other numbers by the noun that follows.
 *
 * <p>The nouns of a shop cannot be listed, so every plural counts. Exceptions are words of money,
 * time and measure, small words that end in {@code s}, and "queijos", because "quatro queijos" is a
 * pizza.
 */
final class CountedThings {

  private static final Set<String> NOT_THINGS =
      Set.copyOf(
          List.of(
              """
          reais centavos contos pilas mangos milhoes vezes parcelas prestacoes mensalidades juros
          dias semanas mes meses anos horas hrs minutos mins segundos
          metros centimetros quilometros kms gramas graus
          mas mais menos depois antes apos atras pois alias tres seis dois duas
          dos das aos nas nos pros pras eles elas vcs voces quais
          bjs abs rsrs obrigados fds
          queijos"""
                  .split("\\s+")));

  private static final Pattern NEXT_WORD = Pattern.compile(" ([a-z]{3,40})" + Reading.WORD_END);

  private CountedThings() {}

  /**
   * Tells whether a folded word names several things.
   *
   * @param word such as {@code pizzas}
   * @return false for a singular, for units of money and time, and for verbs such as {@code vamos}
   */
  static boolean are(String word) {
    return word.endsWith("s") && !word.endsWith("mos") && !NOT_THINGS.contains(word);
  }

  /** Tells whether the word after {@code end} names several things. */
  static boolean follow(Reading reading, int end) {
    Matcher next = NEXT_WORD.matcher(reading.after(end));
    return next.lookingAt() && are(next.group(1));
  }
}
