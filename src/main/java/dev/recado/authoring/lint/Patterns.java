package dev.recado.authoring.lint;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads regular expressions of the files. */
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
