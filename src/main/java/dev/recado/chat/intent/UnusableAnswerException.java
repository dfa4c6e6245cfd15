package dev.recado.chat.intent;

/**
 * The LLM's answer cannot be used. The message tells the LLM why, in the language of the prompt.
 */
final class UnusableAnswerException extends Exception {

  UnusableAnswerException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
