package dev.recado.spine.ingress;

/** The hub does not read a body to its end. The caller gets the answer. */
final class RefusedBodyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  RefusedBodyException(Answer answer) {
    super("HTTP " + answer.status(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
