package dev.recado.chat.intent;

/**
 * The intent that a classifier finds in a text.
 *
 * @param intent one of the names in {@code routes/intents/pt-BR.yaml}
 * @param confidence from 0 to 1
 */
record Guess(String intent, double confidence) {

  /** The intent of a text that is not understood. */
  static final String UNKNOWN = "desconhecido";
}
