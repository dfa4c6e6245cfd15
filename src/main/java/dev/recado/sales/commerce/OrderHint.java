package dev.recado.sales.commerce;

import dev.recado.sales.chatbot.IntentHint;
import java.util.Optional;

/** A text that names a number of something that is sold is an order. */
final class OrderHint implements IntentHint {

  private final ProductTable products;

  OrderHint(ProductTable products) {
    this.products = products;
  }

  @Override
  public Optional<String> intentOf(String text) {
    boolean orders =
        Wish.of(text, products.onSale((Long) null)).items().stream()
            .anyMatch(item -> item.quantity() != null);
    return orders ? Optional.of("pedido") : Optional.empty();
  }
}
