package dev.recado.spine.flow;

/**
 * A failure as the log may have it: its place in the code, and not its messages, which may hold a
 * text of a customer.
 */
final class Redacted extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Makes one.
   *
   * @param reason replaces the message
   * @param failure gives the place; it is no cause of this, because a log prints causes
   */
  Redacted(String reason, Throwable failure) {
    super(reason, null, false, true);
    setStackTrace(failure.getStackTrace());
  }
}
