package dev.recado.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a place in a template takes.
 *
 * @param type how the value is written
 * @param optional whether it may be missing
 */
record Parameter(Type type, boolean optional) {

  private static final Locale BRAZIL = Locale.forLanguageTag("pt-BR");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  /** The kinds of values. */
  enum Type {
    /** As it is. */
    TEXT,
    /** {@code R$ 1.234,56}; another currency where the fact {@code moeda} names one (ISO 4217). */
    MONEY,
    /** {@code 05/12/2026}, from {@code 2026-12-05}. */
    DATE
  }

  /** Reads {@code money}, {@code date?} and the like; the question mark makes it optional. */
  static Parameter parse(String text) {
    boolean optional = text.endsWith("?");
    String type = optional ? text.substring(0, text.length() - 1) : text;
    return new Parameter(Type.valueOf(type.toUpperCase(Locale.ROOT)), optional);
  }

  @Nullable String write(String name, Function<String, @Nullable Object> facts) {
    Object value = facts.apply(name);
    if (value == null || String.valueOf(value).isBlank()) {
      return null;
    }
    try {
      return switch (type) {
        case TEXT -> String.valueOf(value).replace("\u0000", "");
        case MONEY -> money(value, facts.apply("moeda"));
        case DATE -> LocalDate.parse(String.valueOf(value).substring(0, 10)).format(DAY);
      };
    } catch (NumberFormatException | DateTimeParseException | StringIndexOutOfBoundsException e) {
      throw new UnprocessableException("'%s' is not a %s".formatted(name, type), e);
    }
  }

  private static String money(Object value, @Nullable Object currency) {
    BigDecimal amount = Amounts.of(String.valueOf(value)).setScale(2, RoundingMode.HALF_EVEN);
    NumberFormat format = NumberFormat.getCurrencyInstance(BRAZIL);
    if (currency != null) {
      format.setCurrency(Currency.getInstance(String.valueOf(currency)));
    }
    // Java puts a no-break space after the sign; phones and people search for the ordinary one.
    return format.format(amount).replace('\u00a0', ' ');
  }
}
