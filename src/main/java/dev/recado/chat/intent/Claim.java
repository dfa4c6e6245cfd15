package dev.recado.chat.intent;

import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of claim: its pattern in a folded text, and its canonical form.
 *
 * @param pattern a pattern over folded text, see {@link Wording#fold}
 * @param canonical gives the same text for claims with the same meaning
 */
record Claim(Pattern pattern, Function<MatchResult, String> canonical) {

  /** Creates a kind whose matched text is the canonical form. */
  static Claim of(String pattern) {
    return of(pattern, MatchResult::group);
  }

  /** Creates a kind whose matches all have the same meaning. */
  static Claim of(String pattern, String meaning) {
    return of(pattern, match -> meaning);
  }

  static Claim of(String pattern, Function<MatchResult, String> canonical) {
    return new Claim(Pattern.compile(pattern), canonical);
  }

  /**
   * Adds the claims that it finds and returns the rest of the text. A gap stays where a claim was.
   */
  String take(String text, Set<String> found) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder rest = new StringBuilder();
    while (matcher.find()) {
      found.add(canonical.apply(matcher.toMatchResult()));
      matcher.appendReplacement(rest, " | ");
    }
    return matcher.appendTail(rest).toString();
  }
}
