package dev.recado.spine.simple;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers as people and programs write them. */
public final class Numbers {

  /** Which sign parts the decimals. */
  enum Notation {
    /** {@code 1.234,56}. */
    BR,
    /** {@code 1234.56} or {@code 1,234.56}. */
    EN,
    /** Whichever the text itself shows. */
    EITHER
  }

  private static final int MOST_DIGITS = 30;

  private static final Pattern SIGN = Pattern.compile("^(-?)\\s*R\\$[\\s\\u00a0]*");
  private static final Pattern POINT =
      Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");
  private static final Pattern ENGLISH = Pattern.compile("-?[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?");
  private static final Pattern COMMA = Pattern.compile("-?\\d+,\\d+");
  private static final Pattern BRAZILIAN =
      Pattern.compile("-?[1-9]\\d{0,2}(?:\\.\\d{3})+(?:,\\d+)?");

  /** {@code 1.200} and {@code 1,200}: a thousand in one notation, one and a bit in the other. */
  private static final Pattern AMBIGUOUS = Pattern.compile("-?[1-9]\\d{0,2}[.,]\\d{3}");

  private Numbers() {}

  /**
   * Reads an amount in the notation of programs that may come from outside.
   *
   * @param text a decimal number such as {@code 1234.56}
   * @return the amount, with at most 30 digits on either side of the point: {@code 1e999999999} is
   *     a number too, and would need that many digits when written out
   * @throws NumberFormatException if the text is not a number, or has more digits
   */
  public static BigDecimal plain(String text) {
    return bounded(new BigDecimal(text));
  }

  /**
   * Reads a number, or a text that holds one.
   *
   * @param function the function that needs it, for the message
   * @param value a number, or a text such as {@code 1.200,50}, {@code 1200.5} or {@code R$ 12}
   * @param notation {@code EITHER} refuses a text that both notations can read, such as {@code
   *     1.200}
   * @throws UnusableValueException if it is no number
   */
  static BigDecimal read(String function, Object value, Notation notation) {
    if (value instanceof Number) {
      return exact(value)
          .orElseThrow(() -> UnusableValueException.kind(function, "um número finito", value));
    }
    if (!(value instanceof CharSequence)) {
      throw UnusableValueException.kind(function, "um número", value);
    }
    String text = SIGN.matcher(value.toString().strip()).replaceFirst("$1");
    if (notation == Notation.EITHER && AMBIGUOUS.matcher(text).matches()) {
      throw UnusableValueException.because(
          ("A função '%s' recebeu um texto da forma 1.234 ou 1,234, que pode ser mais de mil ou um e pouco:"
                  + " diga a notação com number(…, br) ou number(…, en)")
              .formatted(function));
    }
    return text(text, notation).orElseThrow(() -> unread(function, text, notation));
  }

  /** The text may be a number in the other notation. It is not shown, since it may be personal. */
  private static UnusableValueException unread(String function, String text, Notation notation) {
    if (notation == Notation.EITHER || text(text, Notation.EITHER).isEmpty()) {
      return UnusableValueException.kind(function, "um número", text);
    }
    boolean br = notation == Notation.BR;
    return UnusableValueException.because(
        "A função '%s' recebeu um número que não está na notação %s (%s)%s"
            .formatted(
                function,
                br ? "br" : "en",
                br ? "1.234,56" : "1,234.56",
                ": confira a notação em number(…, %s)".formatted(br ? "br" : "en")));
  }

  /** Also for numbers of a value that may be none. */
  static Optional<BigDecimal> exact(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return checked(number);
    }
    if (value instanceof Number || value instanceof CharSequence) {
      String text = value.toString().strip();
      return POINT.matcher(text).matches() ? checked(new BigDecimal(text)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether a text is a number in the notation of Brazil that programs do not read. */
  static boolean brazilian(String text) {
    String bare = SIGN.matcher(text.strip()).replaceFirst("$1");
    return COMMA.matcher(bare).matches() || BRAZILIAN.matcher(bare).matches();
  }

  private static Optional<BigDecimal> text(String text, Notation notation) {
    if (notation != Notation.EN) {
      if (BRAZILIAN.matcher(text).matches() || COMMA.matcher(text).matches()) {
        return checked(new BigDecimal(text.replace(".", "").replace(',', '.')));
      }
    }
    if (notation != Notation.BR && ENGLISH.matcher(text).matches()) {
      return checked(new BigDecimal(text.replace(",", "")));
    }
    return exact(text);
  }

  private static Optional<BigDecimal> checked(BigDecimal number) {
    try {
      return Optional.of(bounded(number));
    } catch (NumberFormatException tooLong) {
      return Optional.empty();
    }
  }

  private static BigDecimal bounded(BigDecimal number) {
    if ((long) number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS) {
      throw new NumberFormatException("not an amount of money");
    }
    return number;
  }
}
