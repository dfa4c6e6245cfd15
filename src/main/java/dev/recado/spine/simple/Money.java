package dev.recado.spine.simple;

import dev.recado.spine.simple.Numbers.Notation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes amounts of money for customers. */
public final class Money {

  /** Copied for each use: looking it up took as long as the rest of a template. */
  private static final NumberFormat REAIS =
      NumberFormat.getCurrencyInstance(Locale.forLanguageTag("pt-BR"));

  private Money() {}

  /**
   * Writes an amount.
   *
   * @param amount a number, or a text such as {@code 1234.56} or {@code 1.234,56}
   * @param currency a code of ISO 4217; null for reais
   * @return for example {@code R$ 1.234,56}, with the decimal places of the currency
   * @throws UnusableValueException if it is no amount, or there is no such currency
   */
  public static String write(Object amount, @Nullable Object currency) {
    NumberFormat format = (NumberFormat) REAIS.clone();
    if (currency != null) {
      Currency named = currency(String.valueOf(currency).strip());
      format.setCurrency(named);
      // The yen has no decimal places, the dinar has three.
      format.setMinimumFractionDigits(named.getDefaultFractionDigits());
      format.setMaximumFractionDigits(named.getDefaultFractionDigits());
    }
    BigDecimal read =
        Numbers.read("money", amount, Notation.EITHER)
            .setScale(format.getMaximumFractionDigits(), RoundingMode.HALF_EVEN);
    // Java puts a no-break space after the sign; phones and people search for the ordinary one.
    return format.format(read).replace('\u00a0', ' ');
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw UnusableValueException.currency(code);
    }
  }
}
