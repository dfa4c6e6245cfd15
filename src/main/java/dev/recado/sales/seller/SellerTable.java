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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The sellers in PostgreSQL, and the distribution of leads among them. */
final class SellerTable implements Sellers {

  static final String CHOSEN = "Responsável escolhido no CRM";

  private final SellerRows rows;
  private final Assignments assignments;
  private final Pools pools;
  private final Areas areas;
  private final Absences absences;
  private final Duration window;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SellerTable(
      SellerRows rows,
      Assignments assignments,
      Pools pools,
      Areas areas,
      Absences absences,
      Duration window,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.assignments = assignments;
    this.pools = pools;
    this.areas = areas;
    this.absences = absences;
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
    Lead lead = new Lead(conversation, area, areas.meant(area).orElse(null));
    return Objects.requireNonNull(transaction.execute(status -> assign(lead)));
  }

  @Override
  public Assignment assign(String conversation, @Nullable String area, @Nullable String chosen) {
    Optional<Seller> seller =
        Optional.ofNullable(chosen).flatMap(rows::byCrmId).filter(Seller::active);
    if (seller.isEmpty()) {
      return assign(conversation, area);
    }
    Lead lead = new Lead(conversation, area, areas.meant(area).orElse(null));
    return Objects.requireNonNull(transaction.execute(status -> choose(lead, seller.get())));
  }

  /** A person's choice in the CRM wins over the rota, and stays like a choice made here. */
  private Assignment choose(Lead lead, Seller seller) {
    pools.lock();
    Held held = assignments.of(lead.conversation()).orElse(null);
    boolean alreadyAssigned = held != null && held.seller() == seller.id();
    if (held == null || !alreadyAssigned || held.closed()) {
      String area = lead.area() == null && held != null ? held.area() : lead.area();
      String pool = area == null ? areas.fallback() : area;
      assignments.write(
          new Change("MOVED", lead.conversation(), seller.id(), area, pool, true, CHOSEN), held);
    }
    return new Assignment(seller, alreadyAssigned, false, null);
  }

  /**
   * A lead to assign.
   *
   * @param requestedArea the area as received
   * @param area the company's area of this name, or null
   */
  private record Lead(String conversation, @Nullable String requestedArea, @Nullable String area) {}

  /** Most conversations already have a seller. Those need no lock. */
  private Assignment assign(Lead lead) {
    Optional<Seller> unchanged =
        assignments
            .of(lead.conversation())
            .filter(held -> !held.closed() && (lead.area() == null || sameArea(lead, held)))
            .flatMap(held -> currentSeller(lead, held));
    if (unchanged.isPresent()) {
      return keptBy(unchanged.get());
    }
    pools.lock();
    Held held = assignments.of(lead.conversation()).orElse(null);
    Optional<Seller> current = Optional.ofNullable(held).flatMap(h -> currentSeller(lead, h));
    if (held != null && current.isPresent()) {
      String pool = lead.area() == null ? held.pool() : lead.area();
      keepSeller(lead, held, sameArea(lead, held) ? held.pool() : pool);
      return keptBy(current.get());
    }
    pools.age(clock.instant().minus(window));
    return distribute(lead, held);
  }

  private static boolean sameArea(Lead lead, Held held) {
    return Objects.equals(lead.area(), held.area());
  }

  private static Assignment keptBy(Seller seller) {
    return new Assignment(seller, true, false, null);
  }

  /** A seller who got the conversation for this area keeps it, also as a substitute. */
  private Optional<Seller> currentSeller(Lead lead, Held held) {
    if (!held.active()) {
      return Optional.empty();
    }
    boolean areaStillFits = lead.area() == null || held.moved() || sameArea(lead, held);
    return rows.byId(held.seller())
        .filter(seller -> areaStillFits || seller.areas().contains(lead.area()));
  }

  private void keepSeller(Lead lead, Held held, String pool) {
    String area = lead.area() == null ? held.area() : lead.area();
    if (held.closed()) {
      assignments.write(
          new Change("REOPENED", held.conversation(), held.seller(), area, pool, false, null),
          held);
    } else if (area != null && !area.equals(held.area())) {
      assignments.shift(held, area, pool);
    }
  }

  private Assignment distribute(Lead lead, @Nullable Held before) {
    String first = lead.area() == null ? areas.fallback() : lead.area();
    Set<Long> away = absences.awayToday(rows::all);
    for (String pool : List.of(first, areas.fallback(), Pools.EVERYBODY)) {
      Optional<Seller> ownSeller =
          Optional.ofNullable(before).flatMap(held -> ownSellerIn(pool, held));
      if (before != null && ownSeller.isPresent()) {
        keepSeller(lead, before, pool);
        return new Assignment(ownSeller.get(), true, true, reason(lead, pool));
      }
      Optional<Candidate> next = pools.next(pool, away);
      if (next.isPresent()) {
        return assignTo(lead, before, next.get().seller(), pool);
      }
    }
    return new Assignment(null, false, true, Reasons.NOBODY);
  }

  /** If sellers of other areas have to help, the conversation's own seller does. */
  private Optional<Seller> ownSellerIn(String pool, Held held) {
    return rows.byId(held.seller())
        .filter(Seller::active)
        .filter(seller -> pool.equals(Pools.EVERYBODY) || seller.areas().contains(pool));
  }

  private @Nullable String reason(Lead lead, String pool) {
    return Reasons.of(lead.requestedArea(), lead.area(), pool, areas);
  }

  private Assignment assignTo(Lead lead, @Nullable Held before, long seller, String pool) {
    String reason = reason(lead, pool);
    assignments.write(
        new Change("GIVEN", lead.conversation(), seller, lead.area(), pool, false, reason), before);
    return new Assignment(
        rows.byId(seller).orElseThrow(), false, !pool.equals(lead.area()), reason);
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
