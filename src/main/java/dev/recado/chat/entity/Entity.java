package dev.recado.chat.entity;

/**
 * Something in a text that means one thing.
 *
 * @param type what kind of thing
 * @param text the words that say it, as they stand in the text
 * @param value what they mean; its class follows from the type
 * @param start where the words begin in the text
 * @param end where they end, exclusive
 */
public record Entity(Type type, String text, Object value, int start, int end) {

  /** The kinds of things. */
  public enum Type {
    /** An amount of money in reais, a {@link java.math.BigDecimal}. */
    AMOUNT,
    /** A share, a {@link java.math.BigDecimal} of hundredths: 10 for {@code 10%}. */
    PERCENT,
    /** A day, a {@link java.time.LocalDate}. */
    DATE,
    /** A time of day, a {@link java.time.LocalTime}. */
    TIME,
    /** A number of instalments, an {@link Integer}. */
    INSTALLMENTS,
    /** A CPF with right check digits, 11 digits as a {@link String}. */
    CPF,
    /** A CNPJ with right check digits, 14 letters and digits as a {@link String}. */
    CNPJ,
    /** An e-mail address in lower case, a {@link String}. */
    EMAIL,
    /** A phone, its international digits as a {@link String}. */
    PHONE,
    /** A number of things, an {@link Integer}. */
    QUANTITY
  }
}
