package dev.recado.spine.simple;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words as customers read them. */
final class Words {

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

  private Words() {}

  /** {@code Maria} from {@code MARIA DA SILVA}; a name in mixed case stays as it was written. */
  static String firstName(String name) {
    String first = name.strip().split("[\\s\\u00a0]+", 2)[0];
    boolean shouted = first.length() > 1 && first.equals(first.toUpperCase(Locale.ROOT));
    boolean mumbled = first.equals(first.toLowerCase(Locale.ROOT));
    if (!shouted && !mumbled) {
      return first;
    }
    int end = first.offsetByCodePoints(0, 1);
    return first.substring(0, end).toUpperCase(Locale.ROOT)
        + first.substring(end).toLowerCase(Locale.ROOT);
  }

  static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  /** The text before a mark's first place; all of it if the mark is not in it. */
  static String before(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at).strip();
  }

  /** The text after a mark's first place; null if the mark is not in it. */
  static @Nullable String after(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? null : text.substring(at + mark.length()).strip();
  }

  /** Cuts a text between characters, and says so by an ellipsis within the length. */
  static String truncate(String text, @Nullable Object length) {
    String most = Objects.toString(length, "").strip();
    if (!NUMBER.matcher(most).matches()) {
      throw UnusableValueException.because(
          "A função 'truncate' precisa do maior número de caracteres, como truncate(…, 40)");
    }
    int limit = Integer.parseInt(most);
    if (text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, limit - 1)).stripTrailing() + "…";
  }
}
