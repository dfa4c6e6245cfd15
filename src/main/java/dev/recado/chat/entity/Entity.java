package dev.recado.chat.entity;

/**
 * A part of a text with one meaning, such as an amount or a date.
 *
 * @param type its kind
 * @param text the words as they stand in the text
 * @param value the meaning of the words; its class follows from the type
 * @param start where the words begin in the text
 * @param end where they end, exclusive
 */
public record Entity(Type type, String text, Object value, int start, int end) {

  /** The kinds of entities. */
  public enum Type {
    /** An amount of money in reais, a {@link java.math.BigDecimal}. */
    AMOUNT,
    /** A percentage, a {@link java.math.BigDecimal}: 10 for {@code 10%}. */
    PERCENT,
    /** A day, a {@link java.time.LocalDate}. */
    DATE,
    /** A time of day, a {@link java.time.LocalTime}. */
    TIME,
    /** A number of instalments, an {@link Integer}. */
    INSTALLMENTS,
    /** A CPF with correct check digits, 11 digits as a {@link String}. */
    CPF,
    /** A CNPJ with correct check digits, 14 letters and digits as a {@link String}. */
    CNPJ,
    /** An e-mail address in lower case, a {@link String}. */
    EMAIL,
    /** A phone, its international digits as a {@link String}. */
    PHONE,
    /** A number of things, an {@link Integer}. */
    QUANTITY
  }
}
