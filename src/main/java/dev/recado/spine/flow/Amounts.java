package dev.recado.spine.flow;

import java.math.BigDecimal;

/** Reads amounts of money. */
public final class Amounts {

  private static final int MOST_DIGITS = 30;

  private Amounts() {}

  /**
   * Reads an amount that may come from outside.
   *
   * @param text a decimal number such as {@code 1234.56}
   * @return the amount, with at most 30 digits on either side of the point: {@code 1e999999999} is
   *     a number too, and would need that many digits when written out
   * @throws NumberFormatException if the text is not a number, or has more digits
   */
  public static BigDecimal of(String text) {
    BigDecimal amount = new BigDecimal(text);
    if ((long) amount.precision() - amount.scale() > MOST_DIGITS || amount.scale() > MOST_DIGITS) {
      throw new NumberFormatException("not an amount of money");
    }
    return amount;
  }
}
