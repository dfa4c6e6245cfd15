package dev.recado.sales.seller;

import dev.recado.sales.seller.Roster.Details;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Three made-up sellers. With them, a new hub has somebody to give a conversation to.
 *
 * <p>They exist only while nothing real is configured and there is no real seller. The first seller
 * that an operator adds or a CRM lists hides them (see {@link SellerWrites#insert}). So their
 * messages reach only the simulator's phones.
 */
final class ExampleSellers {

  /** The origin of an example. */
  static final String ORIGIN = "example";

  private static final Logger log = LoggerFactory.getLogger(ExampleSellers.class);

  private static final List<String> NAMES =
      List.of("Ana (exemplo)", "Bruno (exemplo)", "Carla (exemplo)");

  private final JdbcClient jdbc;
  private final SellerWrites writes;
  private final Areas areas;
  private final boolean wanted;

  /**
   * Makes the examples.
   *
   * @param wanted whether everything is embedded and nothing real is configured
   */
  ExampleSellers(JdbcClient jdbc, SellerWrites writes, Areas areas, boolean wanted) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.areas = areas;
    this.wanted = wanted;
  }

  /**
   * Runs once the routes are loaded, which know the areas, and before anybody asks for a seller.
   */
  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE + 1)
  void begin() {
    int changed = writes.locked(() -> wanted ? plant() : writes.sendExamplesAway());
    if (!wanted && changed > 0) {
      log.info("Hid {} example sellers: a real system is configured", changed);
    }
  }

  /** Only if there is no seller and never was one. */
  private int plant() {
    if (jdbc.sql("select exists (select from seller)").query(Boolean.class).single()) {
      return 0;
    }
    IntStream.range(0, NAMES.size()).forEach(this::plant);
    return NAMES.size();
  }

  private void plant(int number) {
    String name = NAMES.get(number);
    List<String> names = areas.names();
    List<String> sold =
        IntStream.range(0, names.size())
            .filter(area -> area % NAMES.size() == number)
            .mapToObj(names::get)
            .toList();
    long id = writes.insert(ORIGIN, null, name, null, true);
    String phone = "551190000000" + (number + 1);
    writes.details(id, new Details(name, null, phone, sold, WorkingHours.USUAL, true), phone);
    writes.sell(id, sold);
    writes.enter(id, SellerWrites.Before.NOBODY);
  }
}
