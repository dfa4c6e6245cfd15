package dev.recado.spine.flow;

import dev.recado.spine.simple.Days;
import dev.recado.spine.simple.Money;
import dev.recado.spine.simple.UnusableValueException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
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

  @Nullable String write(String name, Function<String, @Nullable Object> facts, ZoneId zone) {
    Object value = facts.apply(name);
    if (value == null || String.valueOf(value).isBlank()) {
      return null;
    }
    try {
      return switch (type) {
        case TEXT -> String.valueOf(value).replace("\u0000", "");
        case MONEY -> Money.write(value, facts.apply("moeda"));
        case DATE -> Days.date(value, zone);
        case INSTALMENTS -> instalments(value, facts.apply("moeda"), zone);
      };
    } catch (UnusableValueException e) {
      String reason = String.valueOf(e.getMessage());
      throw new UnprocessableException(
          e.ofCurrency() ? reason : "'%s' não é %s (%s)".formatted(name, type.wanted, reason), e);
    } catch (NoInstalmentsException e) {
      throw new UnprocessableException("'%s' não é %s".formatted(name, type.wanted), e);
    }
  }

  /** Writes them in one line: an approved template accepts no line breaks. */
  private static @Nullable String instalments(
      Object value, @Nullable Object currency, ZoneId zone) {
    if (!(value instanceof Collection<?> list)) {
      throw new NoInstalmentsException();
    }
    List<String> written = new ArrayList<>();
    for (Object one : list) {
      Object amount = one instanceof Map<?, ?> instalment ? instalment.get("valor") : null;
      Object due = one instanceof Map<?, ?> instalment ? instalment.get("vencimento") : null;
      if (amount == null || due == null) {
        throw new NoInstalmentsException();
      }
      written.add(Money.write(amount, currency) + " em " + Days.date(due, zone));
    }
    return written.isEmpty() ? null : String.join("; ", written);
  }

  private static final class NoInstalmentsException extends RuntimeException {}
}
