package dev.recado.chat.intent;

import java.util.List;
import java.util.concurrent.ExecutionException;

/** Finds the intent of a text without calling another system. */
interface Classifier {

  /**
   * Classifies a text. It never throws, whatever the text is.
   *
   * @param text as the customer wrote it, possibly empty or very long
   * @return {@link Guess#UNKNOWN} if no intent fits well enough
   */
  Guess classify(String text);

  /**
   * Learns the corrections of operators. A classifier that cannot learn stays as it is.
   *
   * @param corrections all corrections; for the same text a correction overrides the book
   */
  default void learn(List<Phrase> corrections) {}

  /**
   * Waits until it can answer at once.
   *
   * @throws ExecutionException if there is too little to learn from
   */
  default void awaitLesson() throws InterruptedException, ExecutionException {}

  /** Lists the intents that it can find. */
  default List<String> intents() {
    return List.of(Guess.UNKNOWN);
  }
}
