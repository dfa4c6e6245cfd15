package dev.recado.chat.intent;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes texts comparable, and harmless inside a prompt. */
final class Wording {

  /** Controls, and what cannot be seen: zero-width and direction marks, soft hyphens, fillers. */
  static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u115f\\u1160\\u3164\\uffa0\\u034f&&[^\\n]]");

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private Wording() {}

  /**
   * Lower case without accents and other disguise: {@code Ｎegociação} becomes {@code negociacao}.
   *
   * <p>Unlike {@link PlainText#fold} it keeps punctuation at the ends and takes out what cannot be
   * seen: here a text is searched for what it hides.
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
   * A text of somebody else's as data for the prompt: nothing unseen, no brackets that could close
   * the place it stands in, and no more than so many characters.
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

  /** Before controls are taken out, or words on two lines would become one. */
  private static String spaced(String text) {
    return SPACES.matcher(text).replaceAll(" ");
  }

  /** Never between the two halves of one character. */
  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }
}
