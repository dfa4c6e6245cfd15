package dev.recado.chat.intent;

/** The LLM gave no answer. The message says why and holds no words of the conversation. */
final class LlmAwayException extends Exception {

  LlmAwayException(String reason) {
    super(reason, null, false, false);
  }
}
