package dev.recado.sales.seller;

import dev.recado.sales.seller.Assignments.Change;
import dev.recado.sales.seller.Assignments.Held;
import dev.recado.sales.seller.Rota.Candidate;
import dev.recado.spine.flow.UnprocessableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The sellers in PostgreSQL, and the distribution of leads among them. */
final class SellerTable implements Sellers {

  static final String CHOSEN = "Responsável escolhido no CRM";

  private final SellerRows rows;
  private final Assignments assignments;
  private final Pools pools;
  private final Areas areas;
  private final Duration window;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SellerTable(
      SellerRows rows,
      Assignments assignments,
      Pools pools,
      Areas areas,
      Duration window,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.assignments = assignments;
    this.pools = pools;
    this.areas = areas;
    this.window = window;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public List<Seller> all() {
    return rows.all();
  }

  @Override
  public Optional<Seller> byId(long id) {
    return rows.byId(id);
  }

  @Override
  public Optional<Seller> byPhone(String phone) {
    return rows.byPhone(phone);
  }

  @Override
  public Optional<Seller> byExternalId(String origin, String externalId) {
    return rows.byExternalId(origin, externalId);
  }

  @Override
  public Optional<Seller> of(String conversation) {
    return rows.of(conversation);
  }

  @Override
  public Assignment assign(String conversation, @Nullable String area) {
    Wish wish = new Wish(conversation, area, areas.meant(area).orElse(null));
    return Objects.requireNonNull(transaction.execute(status -> assign(wish)));
  }

  @Override
  public Assignment assign(String conversation, @Nullable String area, @Nullable String chosen) {
    Optional<Seller> seller =
        Optional.ofNullable(chosen).flatMap(rows::byCrmId).filter(Seller::active);
    if (seller.isEmpty()) {
      return assign(conversation, area);
    }
    Wish wish = new Wish(conversation, area, areas.meant(area).orElse(null));
    return Objects.requireNonNull(transaction.execute(status -> choose(wish, seller.get())));
  }

  /** A person's choice in the CRM wins over the rota, and stays like a choice made here. */
  private Assignment choose(Wish wish, Seller seller) {
    pools.lock();
    Held held = assignments.of(wish.conversation()).orElse(null);
    boolean his = held != null && held.seller() == seller.id();
    if (held == null || !his || held.closed()) {
      String area = wish.area() == null && held != null ? held.area() : wish.area();
      String pool = area == null ? areas.fallback() : area;
      assignments.write(
          new Change("MOVED", wish.conversation(), seller.id(), area, pool, true, CHOSEN), held);
    }
    return new Assignment(seller, his, false, null);
  }

  /**
   * A lead to assign.
   *
   * @param asked the area as received
   * @param area the company's area of this name, or null
   */
  private record Wish(String conversation, @Nullable String asked, @Nullable String area) {}

  /** Most conversations already have a seller. Those need no lock. */
  private Assignment assign(Wish wish) {
    Optional<Seller> settled =
        assignments
            .of(wish.conversation())
            .filter(held -> !held.closed() && (wish.area() == null || same(wish, held)))
            .flatMap(held -> keeper(wish, held));
    if (settled.isPresent()) {
      return kept(settled.get());
    }
    pools.lock();
    Held held = assignments.of(wish.conversation()).orElse(null);
    Optional<Seller> keeper = Optional.ofNullable(held).flatMap(h -> keeper(wish, h));
    if (held != null && keeper.isPresent()) {
      String pool = wish.area() == null ? held.pool() : wish.area();
      keep(wish, held, same(wish, held) ? held.pool() : pool);
      return kept(keeper.get());
    }
    pools.age(clock.instant().minus(window));
    return share(wish, held);
  }

  private static boolean same(Wish wish, Held held) {
    return Objects.equals(wish.area(), held.area());
  }

  private static Assignment kept(Seller seller) {
    return new Assignment(seller, true, false, null);
  }

  /** A seller who got the conversation for this area keeps it, also as a substitute. */
  private Optional<Seller> keeper(Wish wish, Held held) {
    if (!held.active()) {
      return Optional.empty();
    }
    boolean asBefore = wish.area() == null || held.moved() || same(wish, held);
    return rows.byId(held.seller())
        .filter(seller -> asBefore || seller.areas().contains(wish.area()));
  }

  private void keep(Wish wish, Held held, String pool) {
    String area = wish.area() == null ? held.area() : wish.area();
    if (held.closed()) {
      assignments.write(
          new Change("REOPENED", held.conversation(), held.seller(), area, pool, false, null),
          held);
    } else if (area != null && !area.equals(held.area())) {
      assignments.shift(held, area, pool);
    }
  }

  private Assignment share(Wish wish, @Nullable Held before) {
    String first = wish.area() == null ? areas.fallback() : wish.area();
    for (String pool : List.of(first, areas.fallback(), Pools.EVERYBODY)) {
      Optional<Seller> standIn = Optional.ofNullable(before).flatMap(held -> in(pool, held));
      if (before != null && standIn.isPresent()) {
        keep(wish, before, pool);
        return new Assignment(standIn.get(), true, true, reason(wish, pool));
      }
      Optional<Candidate> next = pools.next(pool);
      if (next.isPresent()) {
        return give(wish, before, next.get().seller(), pool);
      }
    }
    return new Assignment(null, false, true, Reasons.NOBODY);
  }

  /** If sellers of other areas have to help, the conversation's own seller does. */
  private Optional<Seller> in(String pool, Held held) {
    return rows.byId(held.seller())
        .filter(Seller::active)
        .filter(seller -> pool.equals(Pools.EVERYBODY) || seller.areas().contains(pool));
  }

  private @Nullable String reason(Wish wish, String pool) {
    return Reasons.of(wish.asked(), wish.area(), pool, areas);
  }

  private Assignment give(Wish wish, @Nullable Held before, long seller, String pool) {
    String reason = reason(wish, pool);
    assignments.write(
        new Change("GIVEN", wish.conversation(), seller, wish.area(), pool, false, reason), before);
    return new Assignment(
        rows.byId(seller).orElseThrow(), false, !pool.equals(wish.area()), reason);
  }

  @Override
  public void move(String conversation, long seller, String why) {
    transaction.executeWithoutResult(status -> moveLocked(conversation, seller, why));
  }

  private void moveLocked(String conversation, long seller, String why) {
    pools.lock();
    if (rows.byId(seller).isEmpty()) {
      throw new UnprocessableException("Não há vendedor com o id " + seller);
    }
    Held held = assignments.of(conversation).orElse(null);
    if (held != null && held.seller() == seller && held.moved()) {
      return;
    }
    String pool = held == null ? areas.fallback() : held.pool();
    String area = held == null ? null : held.area();
    assignments.write(new Change("MOVED", conversation, seller, area, pool, true, why), held);
  }

  @Override
  public void close(String conversation) {
    transaction.executeWithoutResult(
        status -> {
          pools.lock();
          assignments.of(conversation).filter(held -> !held.closed()).ifPresent(assignments::close);
        });
  }
}
