package dev.recado.sales.seller;

/** What somebody wants for a seller cannot be done; the sentence tells him why. */
public class SellerRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean conflict;

  private SellerRefusedException(boolean conflict, String message) {
    super(message);
    this.conflict = conflict;
  }

  static SellerRefusedException wrong(String message) {
    return new SellerRefusedException(false, message);
  }

  static SellerRefusedException conflict(String message) {
    return new SellerRefusedException(true, message);
  }

  /**
   * Tells what kind it is.
   *
   * @return true where it contradicts what is there, false where it is wrong in itself
   */
  public boolean conflict() {
    return conflict;
  }
}
