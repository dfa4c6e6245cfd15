package dev.recado.intent;

/** Finds the intent of a text without asking anybody outside. */
interface Classifier {

  /**
   * Classifies a text; never throws, whatever the text is.
   *
   * @param text as the customer wrote it, possibly empty or very long
   * @return {@link Guess#UNKNOWN} where nothing fits well enough
   */
  Guess classify(String text);
}
