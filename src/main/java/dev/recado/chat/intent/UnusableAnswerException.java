package dev.recado.chat.intent;

/** The LLM answered, and the answer is of no use; the message tells it why, in its language. */
final class UnusableAnswerException extends Exception {

  UnusableAnswerException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
