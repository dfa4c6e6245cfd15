package dev.recado.spine.campaign;

/** An audience cannot be read, and a repetition would not help; the message is in Portuguese. */
public final class UnusableAudienceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message a sentence for the person who wrote the audience
   */
  public UnusableAudienceException(String message) {
    super(message);
  }
}
