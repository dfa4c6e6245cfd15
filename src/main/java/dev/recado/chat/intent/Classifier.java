package dev.recado.chat.intent;

import java.util.List;

/** Finds the intent of a text without asking anybody outside. */
interface Classifier {

  /**
   * Classifies a text; never throws, whatever the text is.
   *
   * @param text as the customer wrote it, possibly empty or very long
   * @return {@link Guess#UNKNOWN} where nothing fits well enough
   */
  Guess classify(String text);

  /**
   * Learns what operators have corrected; one that cannot learn goes on as it is.
   *
   * @param corrections all of them; of one text they count before the book
   */
  default void learn(List<Phrase> corrections) {}

  /** Names what a text can be taken for. */
  default List<String> intents() {
    return List.of(Guess.UNKNOWN);
  }
}
