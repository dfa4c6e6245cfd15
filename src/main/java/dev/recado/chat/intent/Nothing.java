package dev.recado.chat.intent;

import java.util.Set;
import java.util.regex.Pattern;

/** The ways in which a model writes that it has nothing to say. */
final class Nothing {

  private static final Set<String> WORDS =
      Set.of(
          "",
          "null",
          "none",
          "nil",
          "n/a",
          "nan",
          "undefined",
          "empty",
          "nenhum",
          "nenhuma",
          "nada",
          "vazio",
          "vazia",
          "sem resposta",
          "nenhuma resposta",
          "no reply",
          "no response",
          "nao se aplica",
          "nao aplicavel",
          "string",
          "false");

  /** Characters around such a word: {@code <null>}, {@code *nenhuma*}. */
  private static final Pattern FRAME = Pattern.compile("[<>`*_~=|$+^\"'\\s]+");

  private Nothing() {}

  /**
   * Tells whether a text says nothing.
   *
   * @param text as the model wrote it
   * @return true for blanks, punctuation alone ({@code -}, {@code ...}), and words such as {@code
   *     null}; false for an emoji
   */
  static boolean in(String text) {
    return WORDS.contains(PlainText.fold(FRAME.matcher(text).replaceAll(" ")));
  }
}
