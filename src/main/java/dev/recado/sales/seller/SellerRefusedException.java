package dev.recado.sales.seller;

/** A change of a seller that cannot be made. The message gives the reason. */
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
   * Tells the kind of refusal.
   *
   * @return true if the change contradicts existing data, false if it is wrong in itself
   */
  public boolean conflict() {
    return conflict;
  }
}
