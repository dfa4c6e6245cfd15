package dev.recado.chat.intent;

import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of claim: how it looks in a folded text, and the one way in which it is written down.
 *
 * @param pattern over folded text, see {@link Wording#fold}
 * @param canonical the same for all that means the same
 */
record Claim(Pattern pattern, Function<MatchResult, String> canonical) {

  /** One that is written down as it stands there. */
  static Claim of(String pattern) {
    return of(pattern, MatchResult::group);
  }

  /** One that always means the same. */
  static Claim of(String pattern, String meaning) {
    return of(pattern, match -> meaning);
  }

  static Claim of(String pattern, Function<MatchResult, String> canonical) {
    return new Claim(Pattern.compile(pattern), canonical);
  }

  /** Adds what it finds and returns the rest, in which nothing is joined that was apart. */
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
