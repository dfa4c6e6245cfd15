package dev.recado.spine.effect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a text in letters that Camel leaves alone, and reads it again.
 *
 * <p>On its way to a Kamelet a parameter is part of a URI. Camel folds the lines of a URI, cuts it
 * at {@code &} and {@code )}, decodes {@code +} and {@code %}, and replaces double braces. So each
 * character with such a meaning is written as its code point between two rare brackets: a line
 * break is {@code ⦃a⦄}. The empty brackets {@code ⦃⦄} mark a text that is written like this.
 */
final class LiteralText {

  static final char OPEN = '\u2983';
  static final char CLOSE = '\u2984';

  /** Stands in every text that is written in this way, and means nothing itself. */
  static final String MARK = "" + OPEN + CLOSE;

  private static final String PLAIN = "_-.,:;!/'\"=<>|*^~$[] ";
  private static final Pattern WRITTEN = Pattern.compile(OPEN + "([0-9a-f]{0,6})" + CLOSE);

  /** A backslash before double braces is Camel's way to write the braces themselves. */
  private static final Pattern ESCAPED_BRACES = Pattern.compile("\\G\\\\+(?=\\{\\{|}})");

  private LiteralText() {}

  /** Writes a text that is only ever a text. */
  static String of(String text) {
    return written(text, false);
  }

  /** Writes a text of an author: the names of settings between double braces stay. */
  static String withPlaceholders(String text) {
    return written(text, true);
  }

  private static String written(String text, boolean placeholders) {
    StringBuilder written = new StringBuilder(text.length() + 8);
    Matcher braces = ESCAPED_BRACES.matcher(text);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (placeholders && c == '\\' && braces.find(i)) {
        written.append(braces.group());
        i = braces.end();
        continue;
      }
      boolean edge = c == ' ' && (i == 0 || i == text.length() - 1);
      boolean stays =
          Character.isLetterOrDigit(c)
              || (PLAIN.indexOf(c) >= 0 && !edge)
              || placeholders && ofPlaceholder(text, i);
      if (stays) {
        written.appendCodePoint(c);
      } else {
        written.append(character(c));
      }
      i += Character.charCount(c);
    }
    return written.toString();
  }

  /** A brace, or the question mark of an optional placeholder. */
  private static boolean ofPlaceholder(String text, int at) {
    char c = text.charAt(at);
    return c == '{' || c == '}' || c == '?' && text.startsWith("{{", at - 2);
  }

  private static String character(int codePoint) {
    return OPEN + Integer.toHexString(codePoint) + CLOSE;
  }

  /** Writes only the rare bracket, so that {@link #read} gives back a text that has some. */
  static String bracketsOf(String text) {
    return text.replace(String.valueOf(OPEN), character(OPEN));
  }

  /** Tells whether a text is written in this way, at least in parts. */
  static boolean isIn(String text) {
    return text.contains(MARK);
  }

  /** Gives back the text. Anything that was not written in this way stays as it is. */
  static String read(String written) {
    if (written.indexOf(OPEN) < 0) {
      return written;
    }
    return WRITTEN
        .matcher(written)
        .replaceAll(
            found -> {
              String code = found.group(1);
              return code.isEmpty()
                  ? ""
                  : Matcher.quoteReplacement(Character.toString(Integer.parseInt(code, 16)));
            });
  }
}
