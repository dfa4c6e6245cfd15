package dev.recado.chat.intent;

/**
 * What a classifier takes a text for.
 *
 * @param intent one of the names in {@code routes/intents/pt-BR.yaml}
 * @param confidence from 0 to 1
 */
record Guess(String intent, double confidence) {

  /** The intent of whatever nobody understands. */
  static final String UNKNOWN = "desconhecido";
}
