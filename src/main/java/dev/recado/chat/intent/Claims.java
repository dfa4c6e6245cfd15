package dev.recado.chat.intent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims in a text that commit the company: amounts, percentages, dates, times, instalments,
 * addresses, other numbers, and concessions.
 *
 * <p>Each claim has one canonical form, so that {@code R$ 1.500,00} and {@code 1500.00} are the
 * same claim, and {@code 8h} is no claim of {@code das 8h às 18h}. It may find one too many: a
 * missed claim becomes a promise, a false one only costs a reply.
 */
final class Claims {

  /**
   * Words that are recognised even with other characters between their letters: {@code des-con-to}.
   */
  private static final Map<String, String> UNMISTAKABLE =
      Map.of(
          "desconto", "desconto",
          "cashback", "cashback",
          "isencao", "isencao",
          "abatiment", "abatimento",
          "gratuit", "gratis",
          "gratis", "gratis",
          "promocao", "promocao");

  private Claims() {}

  /** Finds the claims in a text. Each word counts for the first kind that matches it. */
  static Set<String> in(String text) {
    Set<String> claims = new LinkedHashSet<>();
    // "Descooonto" can only mean "desconto"; "www" is kept.
    String rest = Wording.fold(text).replaceAll("([a-vx-z])\\1{2,}", "$1");
    String letters = rest.replaceAll("[^a-z]+", "");
    UNMISTAKABLE.forEach(
        (word, claim) -> {
          if (letters.contains(word)) {
            claims.add(claim);
          }
        });
    for (List<Claim> kinds : List.of(Figures.KINDS, SpelledOut.KINDS, Concessions.KINDS)) {
      for (Claim kind : kinds) {
        rest = kind.take(rest, claims);
      }
    }
    claims.remove("");
    return claims;
  }

  /**
   * The claims that a reply may make, based on this text. A date with a year may also be written
   * without it.
   */
  static Set<String> allowedBy(String text) {
    Set<String> claims = in(text);
    for (String claim : List.copyOf(claims)) {
      if (claim.matches("\\d+/\\d+/\\d{4}")) {
        claims.add(claim.substring(0, claim.lastIndexOf('/')));
      }
    }
    return claims;
  }
}
