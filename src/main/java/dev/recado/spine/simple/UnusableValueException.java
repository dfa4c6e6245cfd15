package dev.recado.spine.simple;

/**
 * A function has got a value that it cannot use. The same value fails again, so no retry helps.
 *
 * <p>The message is Portuguese, for operators. It names the kind of the value and never the value,
 * which may belong to a customer.
 */
public final class UnusableValueException extends RuntimeException {

  private final boolean currency;

  private UnusableValueException(String message, boolean currency) {
    super(message);
    this.currency = currency;
  }

  static UnusableValueException because(String message) {
    return new UnusableValueException(message, false);
  }

  /** A code of a currency is no customer's data, and its message is complete by itself. */
  static UnusableValueException currency(String code) {
    return new UnusableValueException(
        "A moeda '%s' não existe na norma ISO 4217: confira o código da moeda no sistema de onde veio o valor"
            .formatted(code),
        true);
  }

  static UnusableValueException kind(String function, String wanted, Object value) {
    return because(
        "A função '%s' precisa de %s e recebeu %s".formatted(function, wanted, Kind.of(value)));
  }

  /**
   * Tells whether the currency is wrong, and not the value.
   *
   * @return true if there is no such currency
   */
  public boolean ofCurrency() {
    return currency;
  }
}
