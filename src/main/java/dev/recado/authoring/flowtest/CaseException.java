package dev.recado.authoring.flowtest;

/** A case or a file of tests that is wrong in itself, or asks for what is not there. */
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
