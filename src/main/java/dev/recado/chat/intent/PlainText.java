package dev.recado.chat.intent;

import java.text.Normalizer;
import java.util.Locale;

/** Folds texts, so that differences of typing do not count. */
public final class PlainText {

  private static final int LIGHTEST_SKIN = 0x1F3FB;
  private static final int DARKEST_SKIN = 0x1F3FF;

  private PlainText() {}

  /**
   * Folds a text for comparison: lower case, no accents, no punctuation or blanks at the ends,
   * single spaces between.
   *
   * <p>Punctuation within the text stays. Control and direction characters count as blanks, an
   * emoji loses its skin tone, and ornamental letters become plain ones. Folding twice changes
   * nothing. The time is proportional to the length.
   *
   * @param text any text, however long or broken
   * @return the folded text; empty if the text has only blanks and punctuation
   */
  public static String fold(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(lower.length());
    lower.codePoints().forEach(c -> append(folded, c));
    return trim(folded);
  }

  private static void append(StringBuilder folded, int c) {
    if (isBlank(c)) {
      if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    } else if (!isOrnament(c)) {
      folded.appendCodePoint(c);
    }
  }

  private static String trim(StringBuilder folded) {
    int start = 0;
    int end = folded.length();
    while (start < end && isEdge(folded.codePointAt(start))) {
      start += Character.charCount(folded.codePointAt(start));
    }
    while (start < end && isEdge(folded.codePointBefore(end))) {
      end -= Character.charCount(folded.codePointBefore(end));
    }
    return folded.substring(start, end);
  }

  private static boolean isEdge(int c) {
    return c == ' ' || isPunctuation(c);
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /**
   * Whether a character has no width of its own: accents, joiners, direction marks, emoji variants.
   */
  private static boolean isOrnament(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.SURROGATE ->
          true;
      default -> c >= LIGHTEST_SKIN && c <= DARKEST_SKIN;
    };
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
