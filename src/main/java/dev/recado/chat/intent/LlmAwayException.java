package dev.recado.chat.intent;

/** There was no answer from the LLM; the message tells why and holds nothing of what was said. */
final class LlmAwayException extends Exception {

  LlmAwayException(String reason) {
    super(reason, null, false, false);
  }
}
