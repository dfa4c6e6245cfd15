package dev.recado.sales.commerce;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one customer can buy: also the pieces that the customer's own waiting order has reserved,
 * because a new order replaces it.
 */
final class Shelf {

  private final ProductTable products;
  private final OrderTable orders;

  Shelf(ProductTable products, OrderTable orders) {
    this.products = products;
    this.orders = orders;
  }

  /** Finds products that are on sale, by their numbers. */
  Map<Long, Product> onSale(Collection<Long> ids, String conversation) {
    Map<Long, Integer> own = orders.reserved(conversation);
    return products.onSale(ids).values().stream()
        .collect(
            Collectors.toMap(
                Product::id, product -> product.with(own.getOrDefault(product.id(), 0))));
  }
}
