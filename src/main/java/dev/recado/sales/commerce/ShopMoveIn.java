package dev.recado.sales.commerce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes categories, products and past orders of another system in, in the caller's transaction.
 * Nobody is told of them, no pieces are reserved, and what the other system does not say stays.
 */
public final class ShopMoveIn {

  /** The author of imported changes in the log of an order. */
  private static final String AUTHOR = "importação";

  private static final int MOST = 99;

  private final ProductTable products;
  private final OrderTable orders;
  private final MovedOrders moved;

  private ShopMoveIn(ProductTable products, OrderTable orders, MovedOrders moved) {
    this.products = products;
    this.orders = orders;
    this.moved = moved;
  }

  /**
   * Makes one.
   *
   * @param jdbc takes part in the caller's transaction
   */
  public static ShopMoveIn on(JdbcClient jdbc) {
    return new ShopMoveIn(new ProductTable(jdbc), new OrderTable(jdbc), new MovedOrders(jdbc));
  }

  /**
   * Where a record comes from.
   *
   * @param system for example {@code django}
   * @param id its id there, or null
   */
  public record Source(String system, @Nullable String id) {}

  /**
   * What became of a record.
   *
   * @param id the row here
   * @param isNew whether it was not there before
   * @param changed whether anything is different now
   */
  public record Taken(long id, boolean isNew, boolean changed) {}

  /**
   * A category as another system tells it; null stays as it is.
   *
   * @param name never blank
   */
  public record CategoryFacts(
      String name,
      @Nullable String description,
      @Nullable Integer position,
      @Nullable Boolean active) {}

  /**
   * Finds a category.
   *
   * @param name in any case
   */
  public Optional<Long> categoryNamed(String name) {
    return products.categoryNamed(name).map(Category::id);
  }

  /** Tells whether there is a category. */
  public boolean hasCategory(long id) {
    return products.categoryById(id).isPresent();
  }

  /**
   * Takes a category in.
   *
   * @param known its row here, or null; then one of the same name counts
   */
  public Taken category(@Nullable Long known, Source source, CategoryFacts said, Instant now) {
    Optional<Category> before =
        Optional.ofNullable(known)
            .flatMap(products::categoryById)
            .or(() -> products.categoryNamed(said.name()));
    Category old = before.orElse(new Category(0, said.name(), null, 0, true));
    Category after =
        new Category(
            old.id(),
            said.name(),
            orNull(said.description(), old.description()),
            or(said.position(), old.position()),
            or(said.active(), old.active()));
    if (before.isEmpty()) {
      return new Taken(
          products.insertCategory(after, source.system(), source.id(), now).id(), true, true);
    }
    boolean changed = !after.equals(old);
    if (changed) {
      products.updateCategory(after, now);
    }
    return new Taken(old.id(), false, changed);
  }

  /**
   * A product as another system tells it; null stays as it is.
   *
   * @param category its row here
   * @param name never blank
   * @param price of one piece, in reais
   */
  public record ProductFacts(
      @Nullable Long category,
      String name,
      @Nullable String description,
      @Nullable String code,
      BigDecimal price,
      @Nullable Integer stock,
      @Nullable List<String> synonyms,
      @Nullable Integer most,
      @Nullable Boolean active,
      @Nullable Long odooId) {}

  /**
   * Finds a product.
   *
   * @param code its code in the business
   */
  public Optional<Product> productCoded(String code) {
    return products.byCode(code);
  }

  /**
   * Finds a product that is not deleted.
   *
   * @param name in any case
   */
  public Optional<Product> productNamed(String name) {
    return products.byName(name);
  }

  /**
   * Finds a product that has no code and is not deleted.
   *
   * @param name in any case
   */
  public Optional<Product> productWithoutCode(String name) {
    return products.byNameWithoutCode(name);
  }

  /**
   * Finds a product, also a deleted one.
   *
   * @param id its row here
   */
  public Optional<Product> product(long id) {
    return products.everById(id);
  }

  /**
   * Takes a product in.
   *
   * @param before the row as it is, or null for a new one
   */
  public Taken product(@Nullable Product before, Source source, ProductFacts said, Instant now) {
    ProductTable.Details after = details(before, said);
    if (before == null) {
      return new Taken(products.insert(after, source.system(), source.id(), now).id(), true, true);
    }
    boolean changed = !after.equals(details(before));
    if (changed) {
      products.revive(before.id());
      products.change(before.id(), after, true, now);
    }
    return new Taken(before.id(), false, changed);
  }

  private static ProductTable.Details details(@Nullable Product before, ProductFacts said) {
    Product old = before == null ? blank(said) : before;
    return new ProductTable.Details(
        orNull(said.category(), old.category()),
        said.name(),
        orNull(said.description(), old.description()),
        orNull(said.code(), old.code()),
        said.price().setScale(2),
        orNull(said.stock(), old.stock()),
        or(said.synonyms(), old.synonyms()),
        or(said.most(), old.most()),
        or(said.active(), old.active()),
        orNull(said.odooId(), old.odooId()));
  }

  private static Product blank(ProductFacts said) {
    return new Product(
        0, null, said.name(), null, null, said.price(), null, List.of(), MOST, true, null);
  }

  private static ProductTable.Details details(Product it) {
    return new ProductTable.Details(
        it.category(),
        it.name(),
        it.description(),
        it.code(),
        it.price(),
        it.stock(),
        it.synonyms(),
        it.most(),
        it.active(),
        it.odooId());
  }

  private static <T> T or(@Nullable T said, T before) {
    return said == null ? before : said;
  }

  private static <T> @Nullable T orNull(@Nullable T said, @Nullable T before) {
    return said == null ? before : said;
  }

  /**
   * An order as another system tells it.
   *
   * @param client the customer's row here, or null
   * @param contact whom it was for
   * @param state where it is
   * @param total what it costs in reais, or null: the sum of its lines
   * @param notes or null
   * @param lines what was ordered; null: the lines come by themselves, or stay
   * @param createdAt when it was made
   */
  public record OrderFacts(
      @Nullable Long client,
      Order.Contact contact,
      Order.State state,
      @Nullable BigDecimal total,
      @Nullable String notes,
      @Nullable List<Line> lines,
      Instant createdAt) {}

  /**
   * Takes an order in. A state that people have changed here meanwhile stays.
   *
   * @param known its row here, or null for a new one
   */
  public Taken order(@Nullable Long known, Source source, OrderFacts said, Instant now) {
    Optional<Order> before = Optional.ofNullable(known).flatMap(orders::locked);
    if (before.isEmpty()) {
      return new Taken(insert(source, said), true, true);
    }
    Order old = before.get();
    List<Line> lines = said.lines();
    boolean changed = lines != null && !lines.equals(old.lines());
    if (lines != null && changed) {
      orders.replaceLines(old.id(), lines, now);
    }
    if (said.state() != old.state() && moved.untouched(old.id(), AUTHOR)) {
      moved.state(old.id(), said.state(), now);
      orders.log(old.id(), said.state(), AUTHOR, null, now);
      changed = true;
    }
    return new Taken(old.id(), false, moved.facts(old.id(), said, now) || changed);
  }

  private long insert(Source source, OrderFacts said) {
    List<Line> lines = said.lines() == null ? List.of() : said.lines();
    OrderTable.Draft draft =
        new OrderTable.Draft(
            said.client(),
            said.contact(),
            lines,
            said.notes(),
            source.system(),
            source.id(),
            said.state(),
            false);
    long id = orders.insert(draft, said.createdAt());
    boolean confirmed = said.state() != Order.State.NOVO && said.state() != Order.State.CANCELADO;
    orders.times(id, said.createdAt(), confirmed ? said.createdAt() : null);
    orders.log(id, said.state(), AUTHOR, null, said.createdAt());
    moved.facts(id, said, said.createdAt());
    return id;
  }

  /** Tells whether there is an order. */
  public boolean hasOrder(long id) {
    return orders.byId(id).isPresent();
  }

  /**
   * Takes a line of an order in. The order's total follows, unless the other system told another
   * one than the sum.
   *
   * @param order its row here
   * @param position where the line stands, or null for a new one
   * @param line the line
   * @return its position as the id
   */
  public Taken line(long order, @Nullable Integer position, Line line, Instant now) {
    return moved.line(order, position, line, now);
  }
}
