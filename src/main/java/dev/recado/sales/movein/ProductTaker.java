package dev.recado.sales.movein;

import dev.recado.sales.commerce.Product;
import dev.recado.sales.commerce.ShopMoveIn;
import dev.recado.sales.commerce.ShopMoveIn.CategoryFacts;
import dev.recado.sales.commerce.ShopMoveIn.ProductFacts;
import dev.recado.sales.commerce.ShopMoveIn.Source;
import dev.recado.sales.commerce.ShopMoveIn.Taken;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes products in: by their id in the other system, else by code, else by name. A product that
 * has another code is another product, whatever its name.
 */
final class ProductTaker implements Taker {

  private final ShopMoveIn shop;
  private final Moved moved;
  private final Clock clock;
  private final Once once = new Once();

  ProductTaker(ShopMoveIn shop, Moved moved, Clock clock) {
    this.shop = shop;
    this.moved = moved;
    this.clock = clock;
  }

  @Override
  public Change take(Row row) {
    Optional<String> id = row.id(Names.ID);
    String name = row.required(Names.NAME, 120);
    String code = row.text(Names.CODE, 60);
    String key = code != null ? "code " + code : "name " + name.toLowerCase(Locale.ROOT);
    boolean named = code == null && id.isEmpty();
    if (code != null || named) {
      once.check(row, key, named ? Names.NAME : Names.CODE, quoted(code, name));
    }
    Product before = before(row, id.orElse(null), code, name);
    if (before != null) {
      check(row, id.orElse(null), code, name, before);
    }
    ProductFacts said = facts(row, name, code);
    Taken taken =
        shop.product(before, new Source(row.origin(), id.orElse(null)), said, clock.instant());
    id.ifPresent(it -> moved.note(Kind.PRODUTOS, row.origin(), it, taken.id()));
    once.note(row, key);
    once.note(row, taken.id());
    return Change.of(taken.isNew(), taken.changed());
  }

  private static String quoted(@Nullable String code, String name) {
    return code != null ? "o código '%s'".formatted(code) : "o produto '%s'".formatted(name);
  }

  private @Nullable Product before(
      Row row, @Nullable String id, @Nullable String code, String name) {
    Optional<Product> moved =
        id == null
            ? Optional.empty()
            : this.moved.find(Kind.PRODUTOS, row.origin(), id).flatMap(shop::product);
    return moved
        .or(() -> code == null ? Optional.empty() : shop.productCoded(code))
        .or(
            () ->
                (code == null ? shop.productNamed(name) : shop.productWithoutCode(name))
                    // Another system may have two products of one name, and tells them by their
                    // ids.
                    .filter(same -> other(row, id, same).isEmpty()))
        .orElse(null);
  }

  /** Another record of the same system that has become this product. */
  private Optional<String> other(Row row, @Nullable String id, Product product) {
    return id == null
        ? Optional.empty()
        : moved.other(Kind.PRODUTOS, row.origin(), id, product.id());
  }

  private void check(
      Row row, @Nullable String id, @Nullable String code, String name, Product before) {
    once.check(row, before.id(), code == null ? Names.NAME : Names.CODE, quoted(code, name));
    other(row, id, before)
        .ifPresent(
            other -> {
              throw row.refuse(
                  code == null ? Names.NAME : Names.CODE,
                  "%s já é do produto %s do arquivo (%s)"
                      .formatted(quoted(code, name), other, before.name()));
            });
    if (code != null) {
      shop.productCoded(code)
          .filter(other -> other.id() != before.id())
          .ifPresent(
              other -> {
                throw row.refuse(
                    Names.CODE, "o código '%s' já é de %s".formatted(code, other.name()));
              });
    }
  }

  private ProductFacts facts(Row row, String name, @Nullable String code) {
    BigDecimal price = row.money(Names.PRICE);
    if (price == null) {
      throw row.refuse(Names.PRICE, "falta");
    }
    Long stock = row.whole(Names.STOCK, 0, 100_000_000);
    Long most = row.whole(Names.MOST, 1, 10_000);
    ProductFacts said =
        new ProductFacts(
            null,
            name,
            row.text(Names.DESCRIPTION, 1000),
            code,
            price,
            stock == null ? null : stock.intValue(),
            row.texts(Names.SYNONYMS, 80),
            most == null ? null : most.intValue(),
            row.flag(Names.ACTIVE),
            row.whole(Names.ODOO, 1, Long.MAX_VALUE));
    // The last that may be refused, because it may make a category.
    return new ProductFacts(
        category(row),
        said.name(),
        said.description(),
        said.code(),
        said.price(),
        said.stock(),
        said.synonyms(),
        said.most(),
        said.active(),
        said.odooId());
  }

  /** An id of the other system, else a name, under which a new category is made. */
  private @Nullable Long category(Row row) {
    String said = row.text(Names.CATEGORY, 120);
    if (said == null) {
      return null;
    }
    Optional<Long> known = moved.find(Kind.CATEGORIAS, row.origin(), said);
    if (known.isPresent()) {
      return known.filter(shop::hasCategory).orElse(null);
    }
    if (Row.isId(said)) {
      throw row.refuse(
          Names.CATEGORY,
          "não há a categoria %s: traga antes as categorias, ou no mesmo arquivo".formatted(said));
    }
    return shop.categoryNamed(said)
        .orElseGet(
            () ->
                shop.category(
                        null,
                        new Source(row.origin(), null),
                        new CategoryFacts(said, null, null, null),
                        clock.instant())
                    .id());
  }
}
