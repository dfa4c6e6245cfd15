package dev.recado.ground.database;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts from outside storable in PostgreSQL.
 *
 * <p>PostgreSQL stores no NUL in a text, UTF-8 has no half of a surrogate pair, and an index has no
 * room for a key of several thousand bytes. Each of these fails the whole statement, with all other
 * rows in it.
 */
public final class StorableText {

  private static final char REPLACEMENT = '\uFFFD';

  /**
   * In characters; with the hash it stays far below the 2,704 bytes that an index entry may have.
   */
  private static final int LONGEST_KEY = 250;

  private static final int HASH = 64;

  private StorableText() {}

  /**
   * Replaces what cannot be stored: each NUL and each half of a surrogate pair becomes U+FFFD.
   *
   * @param text any text, or null
   * @return the same object if there is nothing to replace
   */
  public static @Nullable String of(@Nullable String text) {
    return text == null ? null : clean(text);
  }

  /**
   * Replaces what cannot be stored, as {@link #of}.
   *
   * @param text any text
   * @return the same object if there is nothing to replace
   */
  public static String clean(String text) {
    int bad = firstBad(text, 0);
    if (bad < 0) {
      return text;
    }
    char[] chars = text.toCharArray();
    for (int i = bad; i >= 0; i = firstBad(text, i + 1)) {
      chars[i] = REPLACEMENT;
    }
    return new String(chars);
  }

  /**
   * Tells whether a text shows nothing: it is empty or holds only blanks, controls and direction
   * marks, such as a single U+200E.
   *
   * @param text any text
   * @return true if there is nothing to see
   */
  public static boolean unseen(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT);
  }

  private static int firstBad(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return i;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /**
   * Makes a text fit for a key, an id or an index: clean, and never longer than 250 characters.
   *
   * <p>A longer text keeps its beginning, for people, and ends in the hash of the whole, so two
   * long texts get different keys. A key stays the same when it is passed again.
   *
   * @param text any text
   * @return the same text if it is short and clean
   */
  public static String key(String text) {
    String clean = clean(text);
    if (clean.length() <= LONGEST_KEY) {
      return clean;
    }
    return cut(clean, LONGEST_KEY - HASH - 1) + "~" + hash(clean);
  }

  /**
   * Makes a text fit for a column that people read: clean, and cut if it is too long.
   *
   * @param text any text, or null
   * @param longest in characters
   * @return null for null
   */
  public static @Nullable String of(@Nullable String text, int longest) {
    return text == null ? null : cut(clean(text), longest);
  }

  /**
   * Cuts a text, never through the middle of a pair.
   *
   * @param text any text
   * @param longest in characters
   * @return the same text if it is not longer
   */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }

  /**
   * Cleans all texts in a JSON value at any depth, including the names of fields.
   *
   * @param value a map, a list, a text or any scalar, or null
   * @return the same object if there is nothing to replace; otherwise a copy in the same order
   */
  public static @Nullable Object within(@Nullable Object value) {
    if (value instanceof String text) {
      return clean(text);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    return value instanceof List<?> list ? list(list) : value;
  }

  private static Object map(Map<?, ?> map) {
    Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object name = within(entry.getKey());
      Object value = within(entry.getValue());
      changed |= name != entry.getKey() || value != entry.getValue();
      copy.put(name, value);
    }
    return changed ? copy : map;
  }

  private static Object list(List<?> list) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    boolean changed = false;
    for (Object item : list) {
      Object clean = within(item);
      changed |= clean != item;
      copy.add(clean);
    }
    return changed ? copy : list;
  }

  /**
   * Cleans all texts of a JSON object, as {@link #within}.
   *
   * @param object names and values
   * @return the same object if there is nothing to replace
   */
  @SuppressWarnings("unchecked")
  public static <V extends @Nullable Object> Map<String, V> object(Map<String, V> object) {
    return (Map<String, V>) Objects.requireNonNull(within(object));
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
