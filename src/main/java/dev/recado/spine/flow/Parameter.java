package dev.recado.spine.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The value that a placeholder in a template accepts.
 *
 * @param type how the value is written
 * @param optional whether it may be missing
 */
record Parameter(Type type, boolean optional) {

  /** Copied for each use: looking it up took as long as the rest of a template. */
  private static final NumberFormat REAIS =
      NumberFormat.getCurrencyInstance(Locale.forLanguageTag("pt-BR"));

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  /** The kinds of values. */
  enum Type {
    /** Unchanged. */
    TEXT("um texto"),
    /** {@code R$ 1.234,56}; another currency where the fact {@code moeda} names one (ISO 4217). */
    MONEY("um valor em dinheiro como 1234.56"),
    /** {@code 05/12/2026}, from {@code 2026-12-05}. */
    DATE("uma data como 2026-12-05"),
    /**
     * {@code R$ 990,00 em 28/11/2026; R$ 1.020,00 em 27/01/2027}, from a list of maps with {@code
     * valor} and {@code vencimento}.
     */
    INSTALMENTS("uma lista de parcelas, cada uma com valor e vencimento");

    private final String wanted;

    Type(String wanted) {
      this.wanted = wanted;
    }
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
        case DATE -> date(value);
        case INSTALMENTS -> instalments(value, facts.apply("moeda"));
      };
    } catch (NumberFormatException | DateTimeParseException | StringIndexOutOfBoundsException e) {
      throw new UnprocessableException("'%s' não é %s".formatted(name, type.wanted), e);
    }
  }

  private static String date(@Nullable Object value) {
    return LocalDate.parse(String.valueOf(value).substring(0, 10)).format(DAY);
  }

  /** Writes them in one line: an approved template accepts no line breaks. */
  private static @Nullable String instalments(Object value, @Nullable Object currency) {
    if (!(value instanceof Collection<?> list)) {
      throw new NumberFormatException("no list");
    }
    List<String> written = new ArrayList<>();
    for (Object one : list) {
      if (!(one instanceof Map<?, ?> instalment)) {
        throw new NumberFormatException("no instalment");
      }
      written.add(
          money(String.valueOf(instalment.get("valor")), currency)
              + " em "
              + date(instalment.get("vencimento")));
    }
    return written.isEmpty() ? null : String.join("; ", written);
  }

  private static String money(Object value, @Nullable Object currency) {
    NumberFormat format = (NumberFormat) REAIS.clone();
    if (currency != null) {
      Currency named = currency(String.valueOf(currency));
      format.setCurrency(named);
      // The yen has no decimal places, the dinar has three.
      format.setMinimumFractionDigits(named.getDefaultFractionDigits());
      format.setMaximumFractionDigits(named.getDefaultFractionDigits());
    }
    BigDecimal amount =
        Amounts.of(String.valueOf(value))
            .setScale(format.getMaximumFractionDigits(), RoundingMode.HALF_EVEN);
    // Java puts a no-break space after the sign; phones and people search for the ordinary one.
    return format.format(amount).replace('\u00a0', ' ');
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw new UnprocessableException(
          "A moeda '%s' não existe na norma ISO 4217: confira o código da moeda no sistema de onde veio o valor"
              .formatted(code),
          e);
    }
  }
}
