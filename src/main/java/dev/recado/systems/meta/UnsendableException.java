package dev.recado.systems.meta;

/** A message that the Cloud API would refuse; its text says why, in Portuguese. */
final class UnsendableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnsendableException(String reason) {
    super(reason, null, false, false);
  }
}
