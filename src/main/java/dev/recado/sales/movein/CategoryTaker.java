package dev.recado.sales.movein;

import dev.recado.sales.commerce.ShopMoveIn;
import dev.recado.sales.commerce.ShopMoveIn.CategoryFacts;
import dev.recado.sales.commerce.ShopMoveIn.Source;
import dev.recado.sales.commerce.ShopMoveIn.Taken;
import java.time.Clock;
import java.util.Optional;

/** Takes groups of products in: by their id in the other system, else by name. */
final class CategoryTaker implements Taker {

  private final ShopMoveIn shop;
  private final Moved moved;
  private final Clock clock;

  CategoryTaker(ShopMoveIn shop, Moved moved, Clock clock) {
    this.shop = shop;
    this.moved = moved;
    this.clock = clock;
  }

  @Override
  public Change take(Row row) {
    Optional<String> id = row.id(Names.ID);
    Long position = row.whole(Names.POSITION, 0, 1_000_000);
    CategoryFacts said =
        new CategoryFacts(
            row.required(Names.NAME, 120),
            row.text(Names.DESCRIPTION, 1000),
            position == null ? null : position.intValue(),
            row.flag(Names.ACTIVE));
    Long known =
        id.flatMap(it -> moved.find(Kind.CATEGORIAS, row.origin(), it))
            .filter(shop::hasCategory)
            .orElse(null);
    Optional<Long> named = shop.categoryNamed(said.name());
    if (known != null && named.isPresent() && !named.get().equals(known)) {
      throw row.refuse(Names.NAME, "já há outra categoria '%s'".formatted(said.name()));
    }
    Taken taken =
        shop.category(known, new Source(row.origin(), id.orElse(null)), said, clock.instant());
    id.ifPresent(it -> moved.note(Kind.CATEGORIAS, row.origin(), it, taken.id()));
    return Change.of(taken.isNew(), taken.changed());
  }
}
