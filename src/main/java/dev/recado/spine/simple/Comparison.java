package dev.recado.spine.simple;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * A comparison with numbers in it, exact to the last digit.
 *
 * <p>Camel compares {@code 1000.5} with {@code 1000} as whole numbers, so that neither is larger,
 * and a number with the text {@code 1.200,50} as two texts.
 */
final class Comparison extends ExpressionAdapter {

  private final Expression left;
  private final String operator;
  private final Expression right;

  Comparison(Expression left, String operator, Expression right) {
    this.left = left;
    this.operator = operator;
    this.right = right;
  }

  @Override
  public void init(CamelContext context) {
    super.init(context);
    left.init(context);
    right.init(context);
  }

  @Override
  public Object evaluate(Exchange exchange) {
    Object a = left.evaluate(exchange, Object.class);
    Object b = right.evaluate(exchange, Object.class);
    Optional<BigDecimal> first = Numbers.exact(a);
    Optional<BigDecimal> second = Numbers.exact(b);
    if (first.isPresent() && second.isPresent()) {
      return holds(first.get().compareTo(second.get()));
    }
    return operator.equals("==") || operator.equals("!=")
        ? (a == null && b == null) == operator.equals("==")
        : ordered(exchange, a, b, first.isPresent() || second.isPresent());
  }

  /** A missing or blank value is neither more nor less than anything, as Camel has it for null. */
  private boolean ordered(
      Exchange exchange, @Nullable Object a, @Nullable Object b, boolean oneIsANumber) {
    if (missing(a) || missing(b)) {
      return a == null && b == null && operator.endsWith("=");
    }
    refuse(a, oneIsANumber);
    refuse(b, oneIsANumber);
    return holds(ObjectHelper.typeCoerceCompare(exchange.getContext().getTypeConverter(), a, b));
  }

  private static boolean missing(@Nullable Object value) {
    return value == null || value instanceof CharSequence text && text.toString().isBlank();
  }

  private void refuse(@Nullable Object value, boolean oneIsANumber) {
    if (value instanceof CharSequence text
        && Numbers.exact(value).isEmpty()
        && (oneIsANumber || Numbers.brazilian(text.toString()))) {
      throw UnusableValueException.because(
          "A comparação '%s' precisa de números e recebeu um texto: escreva ${number(…)} em volta do valor"
              .formatted(operator));
    }
  }

  private boolean holds(int order) {
    return switch (operator) {
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case "==" -> order == 0;
      default -> order != 0;
    };
  }

  @Override
  public String toString() {
    return left + " " + operator + " " + right;
  }
}
