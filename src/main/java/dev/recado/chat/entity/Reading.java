package dev.recado.chat.entity;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message as the finders read it: in lower case, without accents, invisible characters and links,
 * with single blanks. It can map each place back to the original words.
 *
 * <p>Line breaks stay, so that no entity reaches into the next line.
 */
final class Reading {

  /** Stands before a whole word. */
  static final String WORD_START = "(?<![\\p{L}\\p{N}])";

  /** Stands after a whole word. */
  static final String WORD_END = "(?![\\p{L}\\p{N}])";

  /** Stands before a number that is not the end of a longer one. */
  static final String NUMBER_START = "(?<![\\p{L}\\p{N}])(?<!\\d[.,/:-])";

  /** Stands after a number that is not the start of a longer one. */
  static final String NUMBER_END = "(?![\\p{L}\\p{N}]|[.,/:-]\\d)";

  /** Links, because numbers in them mean nothing to a reader. */
  private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)\\S++");

  /** How many characters around a place are looked at: enough to tell what a number means. */
  private static final int NEARBY = 48;

  private static final char DROPPED = '\0';

  private final String text;
  private final String folded;
  private final int[] origins;
  private final LocalDate today;

  Reading(String text, LocalDate today) {
    this.text = text;
    this.today = today;
    this.origins = new int[text.length() + 1];
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = fold(text.charAt(i));
      boolean blankAgain = c == ' ' && !kept.isEmpty() && kept.charAt(kept.length() - 1) == ' ';
      if (c != DROPPED && !blankAgain) {
        origins[kept.length()] = i;
        kept.append(c);
      }
    }
    Arrays.fill(origins, kept.length(), origins.length, text.length());
    this.folded = LINK.matcher(kept).replaceAll(link -> "\n".repeat(link.group().length()));
  }

  private static char fold(char c) {
    if (c < 128) {
      return c == '\t' ? ' ' : Character.toLowerCase(c);
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.FORMAT -> DROPPED;
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.DASH_PUNCTUATION -> '-';
      case Character.DECIMAL_DIGIT_NUMBER -> Character.forDigit(Character.digit(c, 10), 10);
      case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER ->
          Character.toLowerCase(
              Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0));
      default -> c;
    };
  }

  /**
   * Folds some words as messages are folded.
   *
   * @param words any text
   * @return the text in lower case and without accents
   */
  static String fold(String words) {
    return new Reading(words, LocalDate.EPOCH).folded;
  }

  /** The text that the finders search. */
  String folded() {
    return folded;
  }

  /** The day on which the message was written, in the writer's zone. */
  LocalDate today() {
    return today;
  }

  /**
   * Finds all matches of a pattern that have a meaning.
   *
   * @param type the type of the entities
   * @param pattern a pattern over folded text
   * @param meaning gives the meaning of a match; empty if it has none
   * @return one entity for each match with a meaning
   */
  List<Entity> find(
      Entity.Type type, Pattern pattern, Function<Matcher, ? extends Optional<?>> meaning) {
    List<Entity> found = new ArrayList<>();
    Matcher place = pattern.matcher(folded);
    while (place.find()) {
      meaning
          .apply(place)
          .ifPresent(value -> found.add(entity(type, value, place.start(), place.end())));
    }
    return found;
  }

  /** Makes an entity of the folded characters from {@code start} to before {@code end}. */
  Entity entity(Entity.Type type, Object value, int start, int end) {
    int from = origins[start];
    int to = origins[end];
    return new Entity(type, text.substring(from, to), value, from, to);
  }

  /** A few folded words before a place. */
  String before(int start) {
    return folded.substring(Math.max(0, start - NEARBY), start);
  }

  /** A few folded words after a place. */
  String after(int end) {
    return folded.substring(end, Math.min(folded.length(), end + NEARBY));
  }

  /** The words as they were written, in lower case but with their accents. */
  String written(int start, int end) {
    return text.substring(origins[start], origins[end]).toLowerCase(Locale.ROOT);
  }
}
