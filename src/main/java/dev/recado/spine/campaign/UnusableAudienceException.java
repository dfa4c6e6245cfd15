package dev.recado.spine.campaign;

/** An audience cannot be read, and a repetition would not help; the message is in Portuguese. */
public final class UnusableAudienceException extends RuntimeException {

  /** More characters than any template says about one person. */
  static final int LARGEST = 16_384;

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message a sentence for the person who wrote the audience
   */
  public UnusableAudienceException(String message) {
    super(message);
  }

  static UnusableAudienceException tooLarge(long position) {
    return new UnusableAudienceException(
        "A linha %d do público traz mais de 16 KB: devolva só as colunas que o modelo usa."
            .formatted(position));
  }
}
