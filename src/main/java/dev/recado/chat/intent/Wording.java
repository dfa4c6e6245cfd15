package dev.recado.chat.intent;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes texts comparable and safe inside a prompt. */
final class Wording {

  /**
   * Control characters and invisible ones: zero-width and direction marks, soft hyphens, fillers.
   */
  static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u115f\\u1160\\u3164\\uffa0\\u034f&&[^\\n]]");

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private Wording() {}

  /**
   * Folds a text to lower case without accents and other disguise: {@code Ｎegociação} becomes
   * {@code negociacao}.
   *
   * <p>Unlike {@link PlainText#fold} it keeps punctuation at the ends and removes invisible
   * characters, because the text is searched for hidden words.
   */
  static String fold(String text) {
    String seen = UNSEEN.matcher(spaced(compatible(text))).replaceAll("");
    String lower = Normalizer.normalize(seen.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    return SPACES.matcher(MARKS.matcher(lower).replaceAll("")).replaceAll(" ").strip();
  }

  /** Full-width, circled and mathematical letters and digits become plain ones. */
  static String compatible(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /**
   * Turns a text of another person into data for the prompt: without invisible characters, without
   * brackets that could close its tag, and cut to a limit.
   */
  static String data(String text, int limit) {
    String some = cut(text, 4 * limit);
    String seen = UNSEEN.matcher(breaks(compatible(some))).replaceAll("");
    return cut(seen.replace('<', '‹').replace('>', '›').strip(), limit);
  }

  /** The same in one line. */
  static String line(String text, int limit) {
    return SPACES.matcher(data(text, limit)).replaceAll(" ");
  }

  private static String breaks(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' ');
  }

  /**
   * Turns line breaks into blanks before control characters are removed, so that words on two lines
   * do not become one.
   */
  private static String spaced(String text) {
    return SPACES.matcher(text).replaceAll(" ");
  }

  /** Cuts a text, but never between the two halves of one character. */
  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }
}
