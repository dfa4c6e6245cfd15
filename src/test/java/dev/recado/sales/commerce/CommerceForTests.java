package dev.recado.sales.commerce;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.sales.client.Clients;
import dev.recado.sales.commerce.Order.Contact;
import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.OrderTable.Draft;
import dev.recado.sales.commerce.Orders.By;
import dev.recado.sales.commerce.ProductTable.Details;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Products and orders for the tests of other rooms; their events go nowhere. */
public final class CommerceForTests {

  private static final Instant NOW = Instant.parse("2026-12-01T13:00:00Z");

  private final ProductTable products;
  private final OrderTable table;
  private final Orders orders;

  /** Makes the room's own classes on a database of a test. */
  public CommerceForTests(JdbcClient jdbc, Clients clients) {
    this.products = new ProductTable(jdbc);
    this.table = new OrderTable(jdbc);
    this.orders =
        new Orders(
            table,
            products,
            new CartTable(jdbc, new ObjectMapper()),
            clients,
            new OrderNews(new Deaf(), new ObjectMapper()));
  }

  /** The room's orders. */
  public Orders orders() {
    return orders;
  }

  /** The room's products. */
  public Catalogue catalogue() {
    return new Catalogue(products);
  }

  /** Adds a product. */
  public long product(String name, @Nullable String code, String price, @Nullable Long odooId) {
    Details details =
        new Details(
            null, name, null, code, new BigDecimal(price), null, List.of(), 99, true, odooId);
    return products.insert(details, "manual", null, NOW).id();
  }

  /** Stores a confirmed order of a phone, or of nobody. */
  public long order(
      @Nullable Long client, @Nullable String address, @Nullable String notes, Line... lines) {
    Contact contact =
        new Contact(
            address == null ? null : Contacts.conversation(address), address, null, "Maria");
    return orders.make(
        new Draft(client, contact, List.of(lines), notes, "api", null, State.CONFIRMADO, false),
        By.caller("test"),
        NOW);
  }

  /** Cancels an order. */
  public void cancel(long order) {
    table.state(order, State.CANCELADO, false, null, NOW);
  }

  private static final class Deaf implements Timers {
    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      return true;
    }

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      return true;
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {}

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      return Optional.empty();
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      return 0;
    }
  }
}
