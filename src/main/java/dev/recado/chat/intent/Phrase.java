package dev.recado.chat.intent;

/**
 * A text of a customer and its meaning.
 *
 * @param text as the customer typed it
 * @param intent one of the names in {@code routes/intents/pt-BR.yaml}
 */
public record Phrase(String text, String intent) {}
