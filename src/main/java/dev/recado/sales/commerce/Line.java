package dev.recado.sales.commerce;

import dev.recado.spine.simple.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A line of a cart or an order.
 *
 * @param product the number of the product; 0 if it no longer exists
 * @param name what the customer read
 * @param quantity one or more
 * @param price of one piece, in reais
 */
public record Line(long product, String name, int quantity, BigDecimal price) {

  /** What the line costs. */
  BigDecimal subtotal() {
    return price.multiply(BigDecimal.valueOf(quantity));
  }

  /** As customers read it. */
  String told() {
    return "%dx %s: %s".formatted(quantity, name, Money.write(subtotal(), null));
  }

  static String told(Collection<Line> lines) {
    return lines.stream().map(Line::told).collect(Collectors.joining("\n"));
  }

  static BigDecimal total(Collection<Line> lines) {
    return lines.stream().map(Line::subtotal).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }

  Line with(int otherQuantity) {
    return new Line(product, name, otherQuantity, price);
  }
}
