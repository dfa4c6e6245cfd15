package dev.recado.authoring.lint;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions that stand in the files. */
final class Patterns {

  private Patterns() {}

  static boolean valid(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
