package dev.recado.spine.flow;

/** What the flow itself refuses, in words of its author: where it stands says nothing more. */
final class RejectedException extends UnprocessableException {

  private static final long serialVersionUID = 1L;

  RejectedException(String reason) {
    super(reason);
  }
}
