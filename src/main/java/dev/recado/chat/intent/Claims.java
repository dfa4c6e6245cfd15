package dev.recado.chat.intent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a text commits whoever says it to: amounts, shares, dates, times, instalments, addresses,
 * numbers of any kind, and concessions.
 *
 * <p>Each is written in one way only, so that {@code R$ 1.500,00} and {@code 1500.00} are the same
 * claim, and {@code 8h} is none of {@code das 8h às 18h}. It rather finds one too many: what it
 * misses is promised, what it finds wrongly only costs a reply.
 */
final class Claims {

  /** Words that are no accident even with something between their letters: {@code des-con-to}. */
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

  /** The claims of a text; each word counts for the first kind that takes it. */
  static Set<String> in(String text) {
    Set<String> claims = new LinkedHashSet<>();
    // Nobody who writes "descooonto" means anything else; "www" is no such word.
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

  /** What one may say who has this text: a date with its year may also be said without. */
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
