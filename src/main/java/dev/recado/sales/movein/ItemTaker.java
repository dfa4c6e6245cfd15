package dev.recado.sales.movein;

import dev.recado.sales.commerce.Line;
import dev.recado.sales.commerce.Product;
import dev.recado.sales.commerce.ShopMoveIn;
import dev.recado.sales.commerce.ShopMoveIn.Taken;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes lines of orders in that come by themselves. */
final class ItemTaker implements Taker {

  private final ShopMoveIn shop;
  private final Moved moved;
  private final Clock clock;

  ItemTaker(ShopMoveIn shop, Moved moved, Clock clock) {
    this.shop = shop;
    this.moved = moved;
    this.clock = clock;
  }

  @Override
  public Change take(Row row) {
    String order = row.required(Names.ORDER, 200);
    String id = row.id(Names.ID).orElse(null);
    if (id == null) {
      throw row.refuse(Names.ID, "falta; sem ele, o mesmo arquivo dobraria os itens");
    }
    Line line = line(row);
    long target =
        moved
            .find(Kind.PEDIDOS, row.origin(), order)
            .orElseThrow(
                () ->
                    row.refuse(
                        Names.ORDER,
                        "não há o pedido %s: traga antes os pedidos, ou no mesmo arquivo"
                            .formatted(order)));
    return put(row, order, target, id, line);
  }

  /** Puts a line into an order, at the place that it had before. */
  Change put(Row row, String order, long target, String id, Line line) {
    Optional<Long> position = moved.find(Kind.ITENS, row.origin(), id);
    if (!shop.hasOrder(target)) {
      if (moved.onlyRehearsed(Kind.PEDIDOS, row.origin(), order)) {
        return Change.NEW;
      }
      throw row.refuse(Names.ORDER, "o pedido %s foi apagado aqui".formatted(order));
    }
    Taken taken =
        shop.line(target, position.map(Long::intValue).orElse(null), line, clock.instant());
    moved.note(Kind.ITENS, row.origin(), id, taken.id());
    return Change.of(taken.isNew(), taken.changed());
  }

  /** Reads a line; a product that the hub does not know is kept by its name. */
  Line line(Row row) {
    Long quantity = row.whole(Names.QUANTITY, 1, 1_000_000);
    if (quantity == null) {
      throw row.refuse(Names.QUANTITY, "falta");
    }
    Optional<Product> product = product(row);
    BigDecimal price = price(row, product);
    String named = row.text(List.of("produto_nome", "nome_produto", "nome", "descricao"), 120);
    String said = row.text(Names.PRODUCT, 120);
    String name = named != null ? named : product.map(Product::name).orElse(said);
    if (name == null) {
      throw row.refuse(Names.PRODUCT, "falta");
    }
    if (product.isEmpty() && Row.isId(name) && !rehearsed(row)) {
      throw row.refuse(
          Names.PRODUCT,
          "não há o produto %s: traga antes os produtos, ou no mesmo arquivo".formatted(said));
    }
    return new Line(product.map(Product::id).orElse(0L), name, quantity.intValue(), price);
  }

  private boolean rehearsed(Row row) {
    String said = row.text(Names.PRODUCT, 120);
    return said != null && moved.onlyRehearsed(Kind.PRODUTOS, row.origin(), said);
  }

  private BigDecimal price(Row row, Optional<Product> product) {
    BigDecimal price =
        row.money(
            List.of("preco_unitario", "valor_unitario", "preco", "price", "unit_price", "valor"));
    if (price != null) {
      return price;
    }
    BigDecimal sum = row.money(List.of("subtotal", "total", "valor_total"));
    Long quantity = row.whole(Names.QUANTITY, 1, 1_000_000);
    if (sum != null && quantity != null) {
      BigDecimal[] each = sum.movePointRight(2).divideAndRemainder(BigDecimal.valueOf(quantity));
      if (each[1].signum() == 0) {
        return each[0].movePointLeft(2).setScale(2);
      }
    }
    return product
        .map(Product::price)
        .orElseThrow(
            () -> row.refuse(List.of("preco_unitario"), "falta, e o produto não é conhecido aqui"));
  }

  private Optional<Product> product(Row row) {
    for (String name : Names.PRODUCT) {
      String said = row.text(List.of(name), 120);
      if (said != null) {
        Optional<Product> found =
            moved
                .find(Kind.PRODUTOS, row.origin(), said)
                .flatMap(shop::product)
                .or(() -> shop.productCoded(said))
                .or(() -> shop.productNamed(said));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
