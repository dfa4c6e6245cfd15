package dev.recado.sales.seller;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.Roster.Details;
import dev.recado.sales.seller.SellerDirectory.Listed;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the sellers' table under the lock of the {@link Pools}. So the set of active sellers does
 * not change during an assignment.
 */
final class SellerWrites {

  private final JdbcClient jdbc;
  private final SellerRows rows;
  private final Pools pools;
  private final Duration window;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SellerWrites(
      JdbcClient jdbc,
      SellerRows rows,
      Pools pools,
      Duration window,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.pools = pools;
    this.window = window;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A seller's state before a change. */
  record Before(List<String> areas, boolean active) {

    static final Before NOBODY = new Before(List.of(), false);

    static Before of(Seller seller) {
      return new Before(seller.areas(), seller.active());
    }
  }

  <T> T locked(Supplier<T> work) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              pools.lock();
              return work.get();
            }));
  }

  /**
   * Adds a seller. The first real one hides the examples.
   *
   * @return the seller's id
   */
  long insert(
      String origin,
      @Nullable String externalId,
      String name,
      @Nullable String email,
      boolean listed) {
    if (!origin.equals(ExampleSellers.ORIGIN)) {
      sendExamplesAway();
    }
    return jdbc.sql(
            """
            insert into seller (origin, external_id, name, email, listed, hours, created_at, updated_at)
            values (:origin, :externalId, :name, :email, :listed, :hours, :now, :now)
            returning id
            """)
        .param("origin", origin)
        .param("externalId", externalId)
        .param("name", name)
        .param("email", email)
        .param("listed", listed)
        .param("hours", rows.text(WorkingHours.USUAL))
        .param("now", now())
        .query(Long.class)
        .single();
  }

  /** The examples are no longer shown and get nothing. Records of a first try still name them. */
  int sendExamplesAway() {
    return jdbc.sql("update seller set listed = false where origin = ? and listed")
        .param(ExampleSellers.ORIGIN)
        .update();
  }

  /** Stores an operator's settings. The caller has checked areas and phone. */
  void details(long id, Details details, @Nullable String phone) {
    jdbc.sql(
            """
            update seller
               set name = :name, email = :email, phone = :phone, match_key = :key, hours = :hours,
                   active_here = coalesce(:active::boolean, active_here), updated_at = :now
             where id = :id
            """)
        .param("name", details.name())
        .param("email", details.email())
        .param("phone", phone)
        .param("key", phone == null ? null : Phones.matchKey(phone))
        .param("hours", rows.text(details.hours()))
        .param("active", details.active())
        .param("now", now())
        .param("id", id)
        .update();
  }

  /** Stores the data from a CRM. Local settings stay. */
  void listing(long id, Listed now) {
    jdbc.sql(
            """
            update seller
               set name = :name, email = :email, listed = :listed, sells = :sells, updated_at = :now
             where id = :id
            """)
        .param("name", now.name())
        .param("email", now.email())
        .param("listed", now.active())
        .param("sells", now.sells())
        .param("now", now())
        .param("id", id)
        .update();
  }

  void sell(long id, List<String> areas) {
    jdbc.sql("delete from seller_area where seller = ?").param(id).update();
    areas.forEach(
        area ->
            jdbc.sql("insert into seller_area (seller, area) values (?, ?)")
                .params(id, area)
                .update());
  }

  /** A seller that is new in a pool must not get as many leads at once as the others have. */
  void enter(long id, Before before) {
    Seller seller = rows.byId(id).orElseThrow();
    if (!seller.active()) {
      return;
    }
    pools.age(clock.instant().minus(window));
    seller.areas().stream()
        .filter(area -> !before.active() || !before.areas().contains(area))
        .forEach(area -> pools.enter(id, area));
    if (!before.active()) {
      pools.enter(id, Pools.EVERYBODY);
    }
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
