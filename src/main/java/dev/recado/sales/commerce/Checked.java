package dev.recado.sales.commerce;

import dev.recado.spine.simple.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lines compared with what is on sale now.
 *
 * @param lines those that can be sold, with the prices of now
 * @param shortages sentences about pieces that cannot be sold; empty if there are all
 * @param prices sentences about changed prices
 */
record Checked(List<Line> lines, List<String> shortages, List<String> prices) {

  /** Compares. */
  static Checked of(List<Line> lines, Map<Long, Product> onSale) {
    List<Line> good = new ArrayList<>();
    List<String> shortages = new ArrayList<>();
    List<String> prices = new ArrayList<>();
    for (Line line : lines) {
      Product product = onSale.get(line.product());
      int left = product == null ? 0 : Math.min(line.quantity(), product.available());
      if (product == null) {
        shortages.add("%s não está mais à venda e saiu do pedido.".formatted(line.name()));
      } else if (left < line.quantity()) {
        shortages.add(shortage(product, line.quantity()));
      }
      if (product != null && left > 0) {
        if (product.price().compareTo(line.price()) != 0) {
          prices.add(
              "O preço de %s mudou de %s para %s."
                  .formatted(
                      product.name(),
                      Money.write(line.price(), null),
                      Money.write(product.price(), null)));
        }
        good.add(new Line(product.id(), product.name(), left, product.price()));
      }
    }
    return new Checked(good, shortages, prices);
  }

  /** Says how many there are of a product, if that is fewer than a customer wants. */
  static String shortage(Product product, int wanted) {
    boolean limit = product.stock() == null || product.stock() > product.most();
    if (limit) {
      return "De %s vendemos até %d por pedido.".formatted(product.name(), product.most());
    }
    return switch (product.available()) {
      case 0 -> "%s acabou.".formatted(product.name());
      case 1 -> "De %s só temos 1.".formatted(product.name());
      default -> "De %s só temos %d.".formatted(product.name(), product.available());
    };
  }

  boolean changed() {
    return !shortages.isEmpty() || !prices.isEmpty();
  }

  String told() {
    List<String> all = new ArrayList<>(shortages);
    all.addAll(prices);
    return String.join("\n", all);
  }
}
