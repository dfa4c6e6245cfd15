package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.chat.intent.SampleBusiness;
import dev.recado.sales.seller.Roster.Details;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The seller classes on a database of their own. */
public final class SellerKit {

  /** Monday morning in São Paulo. */
  public static final Instant MONDAY = Instant.parse("2026-11-16T12:00:00Z");

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  public final SettableClock clock = new SettableClock(MONDAY);
  public final JdbcClient jdbc;
  public final TransactionTemplate transaction;
  public final Sellers sellers;
  public final Roster roster;
  public final Absences absences;
  public final Outcomes outcomes;
  final Assignments assignments;
  final SellerRows rows;
  private final SellerWrites writes;
  private final Areas areas;

  public SellerKit(TestDatabase database) {
    jdbc = database.jdbc();
    transaction = database.transaction();
    Pools pools = new Pools(jdbc);
    areas = new Areas(SampleBusiness.read(), "Geral");
    Duration window = Duration.ofDays(30);
    rows = new SellerRows(jdbc, new ObjectMapper());
    assignments = new Assignments(jdbc, pools, transaction, clock);
    outcomes = new Outcomes(jdbc, assignments, pools, transaction, clock);
    writes = new SellerWrites(jdbc, rows, pools, window, transaction, clock);
    absences = new Absences(jdbc, writes, clock, ZONE);
    sellers =
        new SellerTable(rows, assignments, pools, areas, absences, window, transaction, clock);
    roster = new Roster(jdbc, rows, writes, areas, window, clock);
  }

  public SellerSync sync(SellerDirectory... directories) {
    return new SellerSync(List.of(directories), rows, writes, areas);
  }

  public Performance performance(PerformanceSource... sources) {
    return new Performance(jdbc, outcomes, List.of(sources), ZONE);
  }

  public void empty() {
    jdbc.sql(
            "truncate seller, seller_area, seller_time_off, seller_load, assignment, assignment_log, lead_outcome restart identity")
        .update();
  }

  /** Starts a hub with or without real systems. */
  public void examples(boolean bare) {
    new ExampleSellers(jdbc, writes, areas, bare).begin();
  }

  public Seller add(String name, String... areas) {
    return roster.add(details(name, null, areas));
  }

  public static Details details(String name, @Nullable Boolean active, String... areas) {
    return new Details(name, null, null, List.of(areas), WorkingHours.USUAL, active);
  }

  public void active(Seller seller, boolean active) {
    roster.change(
        seller.id(), details(seller.name(), active, seller.areas().toArray(new String[0])));
  }
}
