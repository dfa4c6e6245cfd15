package dev.recado.authoring.lint;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that an author probably meant by a misspelt one. */
public final class Nearest {

  private Nearest() {}

  /**
   * Makes the end of a sentence.
   *
   * @param word the word as it was written
   * @param names the existing names
   * @return {@code ; did you mean "x"?}, or nothing if no name is near
   */
  public static String hint(String word, Collection<String> names) {
    return to(word, names).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  /**
   * Finds the nearest of the names.
   *
   * @param word the word as it was written
   * @param names the existing names
   * @return the nearest name; empty if none is near enough
   */
  public static Optional<String> to(String word, Collection<String> names) {
    int most = Math.max(2, word.length() / 3);
    return names.stream()
        .filter(name -> Math.abs(name.length() - word.length()) <= most)
        .map(name -> new Candidate(name, distance(plain(word), plain(name))))
        .filter(candidate -> candidate.distance <= most)
        .filter(candidate -> candidate.distance < Math.max(word.length(), 2))
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name)
        .or(() -> longer(word, names));
  }

  /** The shortest name that begins with the word. */
  private static Optional<String> longer(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> word.length() >= 3 && plain(name).startsWith(plain(word)))
        .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  }

  private record Candidate(String name, int distance) {}

  /** Ignores case and the characters between words, which are mixed up most often. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }

  /**
   * The number of insertions, deletions, replacements and swaps of neighbours that turn one into
   * the other.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int cost = Math.min(d[i - 1][j - 1] + same, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(cost, d[i - 2][j - 2] + 1) : cost;
  }
}
