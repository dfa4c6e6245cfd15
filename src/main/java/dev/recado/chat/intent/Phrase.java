package dev.recado.chat.intent;

/**
 * Something a customer wrote, and what it meant.
 *
 * @param text as the customer typed it
 * @param intent one of the names in {@code routes/intents/pt-BR.yaml}
 */
public record Phrase(String text, String intent) {}
