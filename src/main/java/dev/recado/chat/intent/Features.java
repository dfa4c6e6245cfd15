package dev.recado.chat.intent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The features of a text for the classifier: words, pairs of words, and pieces of words for
 * misspelt ones.
 */
final class Features {

  private static final int SHORTEST_PIECE = 3;
  private static final int LONGEST_PIECE = 4;

  private Features() {}

  /**
   * Derives the features of a text.
   *
   * @return each feature once, and never none: one feature belongs to every text and carries how
   *     common an intent is
   */
  static String[] of(String text) {
    List<String> words = Words.of(text);
    Set<String> features = new LinkedHashSet<>();
    features.add("any");
    if (text.contains("?")) {
      features.add("?");
    }
    String before = "^";
    for (String word : words) {
      features.add("w=" + word);
      features.add("b=" + before + ' ' + word);
      addPieces(features, '_' + word + '_');
      before = word;
    }
    features.add("b=" + before + " $");
    return features.toArray(String[]::new);
  }

  private static void addPieces(Set<String> features, String word) {
    for (int length = SHORTEST_PIECE; length <= LONGEST_PIECE; length++) {
      for (int start = 0; start + length <= word.length(); start++) {
        features.add("c=" + word.substring(start, start + length));
      }
    }
  }
}
