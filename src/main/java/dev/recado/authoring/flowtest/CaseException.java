package dev.recado.authoring.flowtest;

/** A case or a test file is invalid, or refers to something that does not exist. */
final class CaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Spot spot;

  CaseException(Spot spot, String message) {
    super(message);
    this.spot = spot;
  }

  Spot spot() {
    return spot;
  }
}
