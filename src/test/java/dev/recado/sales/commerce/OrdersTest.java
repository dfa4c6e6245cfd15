package dev.recado.sales.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.TestDatabase;
import dev.recado.sales.client.ClientsForTests;
import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.Orders.By;
import dev.recado.sales.commerce.ProductTable.Details;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class OrdersTest {

  private static final Instant NOW = Instant.parse("2026-12-01T13:00:00Z");
  private static final By CUSTOMER = By.caller(Orders.CUSTOMER);

  private final TestDatabase database = TestDatabase.create();
  private final JdbcClient jdbc = database.jdbc();
  private final TransactionTemplate transaction = database.transaction();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final ProductTable products = new ProductTable(jdbc);
  private final CartTable carts = new CartTable(jdbc, new ObjectMapper());
  private final OrderTable table = new OrderTable(jdbc);
  private final Orders orders =
      new Orders(
          table,
          products,
          carts,
          ClientsForTests.of(jdbc, transaction, Clock.fixed(NOW, ZoneOffset.UTC)),
          new OrderNews(new Noted(), new ObjectMapper()));
  private long pizza;

  /** Keeps the types of the events, as far as their transactions commit. */
  private final class Noted implements Timers {
    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      told.add(type);
      return true;
    }

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      return set(record, type, due);
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {
      told.add(type);
    }

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      return Optional.empty();
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      return 0;
    }
  }

  @BeforeEach
  void aPizza() {
    pizza = product("Pizza", "45.90", 10);
  }

  private long product(String name, String price, Integer stock) {
    return products.insert(details(name, price, stock), "manual", null, NOW).id();
  }

  private static Details details(String name, String price, Integer stock) {
    return new Details(
        null, name, null, null, new BigDecimal(price), stock, List.of(), 99, true, null);
  }

  private String phone(int number) {
    return "55119%08d".formatted(70_000_000 + number);
  }

  private void cart(String phone, int quantity) {
    carts.keep(
        Contacts.conversation(phone),
        List.of(new Line(pizza, "Pizza", quantity, new BigDecimal("45.90"))),
        NOW);
  }

  private void place(String phone) {
    transaction.executeWithoutResult(status -> orders.place(phone, "Maria", null, CUSTOMER, NOW));
  }

  private Order last(String phone) {
    return orders.lastOf(Contacts.conversation(phone)).orElseThrow();
  }

  private @Nullable Integer stock() {
    return products.byId(pizza).orElseThrow().stock();
  }

  @Test
  void fiftyCustomersAtOnceNeverGetMoreThanThereIs() throws Exception {
    for (int i = 0; i < 50; i++) {
      cart(phone(i), 1);
    }
    ExecutorService threads = Executors.newFixedThreadPool(50);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String phone = phone(i);
      all.add(
          threads.submit(
              () -> {
                go.await();
                place(phone);
                return null;
              }));
    }
    go.countDown();
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();

    assertThat(stock()).isZero();
    assertThat(
            jdbc.sql("select count(*) from sale_order where state = 'novo'")
                .query(Long.class)
                .single())
        .isEqualTo(10);
    assertThat(told).filteredOn("order.placed"::equals).hasSize(10);
    assertThat(told).filteredOn("order.short"::equals).hasSize(40);
  }

  @Test
  void twoConfirmationsAtOnceAreOne() throws Exception {
    cart(phone(1), 2);
    place(phone(1));
    long order = last(phone(1)).id();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Boolean>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(
          threads.submit(
              () -> {
                go.await();
                return transaction.execute(status -> orders.confirm(order, CUSTOMER, NOW));
              }));
    }
    go.countDown();
    assertThat(List.of(both.get(0).get(), both.get(1).get()))
        .containsExactlyInAnyOrder(true, false);
    threads.shutdown();

    assertThat(told).filteredOn("order.confirmed"::equals).hasSize(1);
    assertThat(last(phone(1)).state()).isEqualTo(State.CONFIRMADO);
    assertThat(carts.of(Contacts.conversation(phone(1)))).isEmpty();
    assertThat(stock()).isEqualTo(8);
  }

  @Test
  void aPriceThatChangedBeforeTheConfirmationIsToldAndThenCharged() {
    cart(phone(1), 2);
    place(phone(1));
    products.change(pizza, details("Pizza", "49.90", 8), true, NOW);
    long order = last(phone(1)).id();

    transaction.executeWithoutResult(status -> orders.confirm(order, CUSTOMER, NOW));
    assertThat(last(phone(1)).state()).isEqualTo(State.NOVO);
    assertThat(told).endsWith("order.changed");
    transaction.executeWithoutResult(status -> orders.confirm(order, CUSTOMER, NOW));

    assertThat(last(phone(1)).state()).isEqualTo(State.CONFIRMADO);
    assertThat(last(phone(1)).total()).isEqualByComparingTo("99.80");
    assertThat(stock()).isEqualTo(8);
  }

  @Test
  void aPriceThatChangesAfterTheConfirmationIsNotCharged() {
    cart(phone(1), 1);
    place(phone(1));
    transaction.executeWithoutResult(status -> orders.confirm(last(phone(1)).id(), CUSTOMER, NOW));
    products.change(pizza, details("Pizza", "99.90", 9), true, NOW);

    assertThat(last(phone(1)).total()).isEqualByComparingTo("45.90");
  }

  @Test
  void aProductThatIsDeletedFromTheShopLeavesTheOrder() {
    cart(phone(1), 1);
    place(phone(1));
    products.delete(pizza, NOW);
    transaction.executeWithoutResult(status -> orders.confirm(last(phone(1)).id(), CUSTOMER, NOW));

    assertThat(last(phone(1)).state()).isEqualTo(State.CANCELADO);
    assertThat(told).endsWith("order.cancelled");
  }

  @Test
  void aProductThatIsDeletedWhileItIsInACartIsTold() {
    cart(phone(1), 1);
    products.delete(pizza, NOW);
    place(phone(1));

    assertThat(told).containsExactly("order.short");
    assertThat(carts.of(Contacts.conversation(phone(1)))).isEmpty();
  }

  @Test
  void aNewerOrderReplacesTheOneThatWaits() {
    cart(phone(1), 3);
    place(phone(1));
    cart(phone(1), 1);
    place(phone(1));

    assertThat(stock()).isEqualTo(9);
    assertThat(jdbc.sql("select state from sale_order order by id").query(String.class).list())
        .containsExactly("cancelado", "novo");
  }

  @Test
  void aCancelledOrderGivesItsPiecesBackOnce() {
    cart(phone(1), 3);
    place(phone(1));
    long order = last(phone(1)).id();
    for (int i = 0; i < 2; i++) {
      transaction.executeWithoutResult(
          status -> orders.move(order, State.CANCELADO, By.caller("ana"), "Chuva", NOW));
    }

    assertThat(stock()).isEqualTo(10);
    assertThat(last(phone(1)).why()).isEqualTo("Chuva");
  }

  @Test
  void aBlockedCustomerIsRefused() {
    cart(phone(1), 1);
    jdbc.sql("insert into client (name, phone, blocked) values ('M', ?, true)")
        .param(phone(1))
        .update();
    place(phone(1));

    assertThat(told).containsExactly("order.refused");
    assertThat(stock()).isEqualTo(10);
  }

  @Test
  void theReminderIsSetOnce() {
    cart(phone(1), 1);
    place(phone(1));
    long order = last(phone(1)).id();
    transaction.executeWithoutResult(status -> orders.remind(order, NOW));
    transaction.executeWithoutResult(status -> orders.remind(order, NOW));

    assertThat(told).filteredOn("order.reminder"::equals).hasSize(1);
  }

  @Test
  void theCustomerOfAnOrderIsTheOneOfThePhone() {
    jdbc.sql("insert into client (name, phone) values ('Maria de Odoo', '(11) 7000-0001')")
        .update();
    String withNine = "5511970000001";
    cart(withNine, 1);
    place(withNine);

    assertThat(jdbc.sql("select count(*) from client").query(Long.class).single()).isEqualTo(1);
    assertThat(last(withNine).client()).isNotNull();
  }

  @Test
  void aChangeOfAProductLeavesTheStockToTheReservations() {
    Details read = details("Pizza", "49.90", 10);
    cart(phone(1), 3);
    place(phone(1));

    assertThat(products.change(pizza, read, false, NOW)).isPresent();
    assertThat(stock()).isEqualTo(7);
  }

  @Test
  void aDeletedProductStaysDeletedWhenItIsChanged() {
    products.delete(pizza, NOW);

    assertThat(products.change(pizza, details("Pizza", "49.90", 10), true, NOW)).isEmpty();
    assertThat(products.byId(pizza)).isEmpty();
  }

  private long entered(String phone) {
    String conversation = Contacts.conversation(phone);
    return Objects.requireNonNull(
        transaction.execute(
            status ->
                orders.make(
                    new OrderTable.Draft(
                        null,
                        new Order.Contact(conversation, phone, null, null),
                        List.of(new Line(pizza, "Pizza", 1, new BigDecimal("45.90"))),
                        null,
                        "api",
                        null,
                        State.NOVO,
                        true),
                    By.caller("ana"),
                    NOW.plusSeconds(60))));
  }

  @Test
  void anOrderThatAPersonEnteredIsNotTheCustomersAnswer() {
    cart(phone(1), 2);
    place(phone(1));
    long chosen = last(phone(1)).id();
    long entered = entered(phone(1));

    assertThat(last(phone(1)).id()).isEqualTo(chosen);
    transaction.executeWithoutResult(status -> orders.remind(entered, NOW.plusSeconds(120)));
    assertThat(last(phone(1)).id()).isEqualTo(entered);
  }

  @Test
  void anOrderThatAPersonConfirmsLeavesTheCart() {
    cart(phone(1), 2);
    long entered = entered(phone(1));
    transaction.executeWithoutResult(status -> orders.confirm(entered, By.caller("ana"), NOW));

    assertThat(carts.of(Contacts.conversation(phone(1)))).hasSize(1);
  }

  @Test
  void nothingIsPreparedBeforeItIsConfirmed() {
    cart(phone(1), 1);
    place(phone(1));
    long order = last(phone(1)).id();

    Orders.Moved moved =
        transaction.execute(
            status -> orders.move(order, State.EM_PREPARO, By.caller("ana"), null, NOW));
    assertThat(moved).isEqualTo(Orders.Moved.NOT_ALLOWED);
  }

  @Test
  void oneBlockedRowOfAPhoneIsEnough() {
    jdbc.sql(
            """
            insert into client (name, phone, odoo_partner_id, blocked)
            values ('Empresa', :phone, 7, false), ('Maria', :phone, null, true)
            """)
        .param("phone", phone(1))
        .update();
    cart(phone(1), 1);
    place(phone(1));

    assertThat(told).containsExactly("order.refused");
  }
}
