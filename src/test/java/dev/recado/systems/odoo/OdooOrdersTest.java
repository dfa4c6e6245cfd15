package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.StubOdoo;
import dev.recado.TestDatabase;
import dev.recado.sales.client.Client;
import dev.recado.sales.client.Clients;
import dev.recado.sales.client.ClientsForTests;
import dev.recado.sales.commerce.CommerceForTests;
import dev.recado.sales.commerce.Line;
import dev.recado.sales.crm.CrmConnector;
import dev.recado.spine.outbox.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OdooOrdersTest {

  private static final String PHONE = "5511987654321";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T13:00:00Z"), ZoneOffset.UTC);

  private final TestDatabase database = TestDatabase.create();
  private final Clients clients =
      ClientsForTests.of(database.jdbc(), database.transaction(), CLOCK);
  private final CommerceForTests shop = new CommerceForTests(database.jdbc(), clients);
  private StubOdoo stub = new StubOdoo(17);
  private OdooOrders orders = on(stub, 17);

  private OdooOrders on(StubOdoo odoo, int version) {
    return new OdooOrders(TestOdoo.of(odoo, version), shop.orders(), shop.catalogue(), clients);
  }

  private void on(int version) {
    stub.close();
    stub = new StubOdoo(version);
    orders = on(stub, version);
  }

  @AfterEach
  void close() {
    stub.close();
  }

  private long client() {
    return client(PHONE, "Maria Silva");
  }

  private long client(String phone, String name) {
    return Objects.requireNonNull(
        database.transaction().execute(status -> clients.known(phone, name).orElseThrow().id()));
  }

  private Optional<Long> partner(long client) {
    return clients.byId(client).map(Client::details).map(Client.Details::odooPartner);
  }

  private static Line line(long product, String name, int quantity, String price) {
    return new Line(product, name, quantity, new BigDecimal(price));
  }

  /** Two pizzas by their code and a Coca by its name. */
  private long order(long client) {
    stub.product("Pizza Calabresa Grande", "PZ-1", 60);
    stub.product("Coca-Cola 2L", null, 12);
    long pizza = shop.product("Pizza Calabresa", "PZ-1", "45.90", null);
    long coca = shop.product("Coca-Cola 2L", "CC-2", "9.50", null);
    return shop.order(
        client,
        PHONE,
        "Sem cebola <por favor>",
        line(pizza, "Pizza Calabresa", 2, "45.90"),
        line(coca, "Coca-Cola 2L", 1, "9.50"));
  }

  private Outcome send(long order) {
    return CrmConnector.outcome(() -> orders.export(order));
  }

  private static Outcome done(long sale) {
    return new Outcome.Done("sale.order:" + sale, null);
  }

  private List<Map<String, Object>> lines() {
    return stub.all("sale.order.line");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aConfirmedOrderIsAConfirmedSalesOrderAtOurPrices(int version) {
    on(version);
    long client = client();
    long order = order(client);

    assertThat(send(order)).isEqualTo(done(1));

    assertThat(stub.all("sale.order"))
        .singleElement()
        .satisfies(
            sale ->
                assertThat(sale)
                    .containsEntry("state", "sale")
                    .containsEntry("client_order_ref", "WA-" + order)
                    .containsEntry("note", "<p>Sem cebola &lt;por favor&gt;</p>")
                    .containsEntry("partner_id", (int) (long) partner(client).orElseThrow()));
    assertThat(lines())
        .satisfiesExactly(
            pizza ->
                assertThat(pizza)
                    .containsEntry("product_id", 1)
                    .containsEntry("product_uom_qty", 2.0)
                    .containsEntry("price_unit", 45.9),
            coca ->
                assertThat(coca)
                    .containsEntry("product_id", 2)
                    .containsEntry("product_uom_qty", 1.0)
                    .containsEntry("price_unit", 9.5));
    assertThat(shop.orders().odooOrder(order)).contains(1L);
    assertThat(
            database
                .jdbc()
                .sql("select odoo_name from sale_order where id = ?")
                .param(order)
                .query(String.class)
                .single())
        .isEqualTo("S00001");
  }

  @Test
  void aNewCustomerIsMadeInOdooWithThePhone() {
    long client = client();
    send(order(client));

    assertThat(stub.all("res.partner"))
        .last()
        .satisfies(
            made ->
                assertThat(made)
                    .containsEntry("name", "Maria Silva")
                    .containsEntry("phone", "+" + PHONE)
                    .containsEntry("id", (int) (long) partner(client).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void theCustomerIsFoundByTheOtherFormOfThePhone(int version) {
    on(version);
    long maria = stub.partner("Maria S.", "(11) 8765-4321", null);
    long client = client();

    send(order(client));

    assertThat(partner(client)).contains(maria);
    assertThat(stub.all("sale.order").get(0)).containsEntry("partner_id", (int) maria);
    assertThat(stub.calls()).doesNotContain("res.partner/load");
  }

  @Test
  void thePartnerThatTheHubKnowsGoesBeforeThePhone() {
    stub.partner("Maria S.", "+" + PHONE, null);
    long chosen = stub.partner("Restaurante da Maria", null, null);
    long client = client();
    clients.partnerOf(client, chosen);

    send(order(client));

    assertThat(stub.all("sale.order").get(0)).containsEntry("partner_id", (int) chosen);
  }

  @Test
  void aPartnerOfAnotherCustomerIsUsedAndStaysTheOthers() {
    long maria = stub.partner("Maria S.", "+" + PHONE, null);
    long other = client("5521976540001", "Casa da Maria");
    clients.partnerOf(other, maria);
    long client = client();

    assertThat(send(order(client))).isEqualTo(done(1));

    assertThat(partner(client)).isEmpty();
    assertThat(partner(other)).contains(maria);
  }

  @Test
  void anOrderWithoutAPhoneMakesItsOwnCustomer() {
    long pizza = shop.product("Pizza", null, "45.90", stub.product("Pizza Mussarela", null, 50));
    long order = shop.order(null, null, null, line(pizza, "Pizza", 1, "45.90"));

    assertThat(send(order)).isEqualTo(done(1));
    assertThat(stub.all("res.partner")).last().asString().contains("name=Maria", "phone=false");
  }

  @Test
  void aCustomerWhosePhoneIsHiddenIsTheSameInEachOrder() {
    long pizza = shop.product("Pizza", null, "45.90", stub.product("Pizza Mussarela", null, 50));
    Line one = line(pizza, "Pizza", 1, "45.90");
    send(shop.order(null, "1234567890@lid", null, one));
    send(shop.order(null, "1234567890@lid", null, one));

    assertThat(stub.all("sale.order"))
        .hasSize(2)
        .extracting(sale -> sale.get("partner_id"))
        .containsOnly(stub.all("res.partner").get(1).get("id"));
    assertThat(stub.all("res.partner")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "17, res.partner/search_read", "19, res.partner/search_read",
    "17, res.partner/load", "19, res.partner/load",
    "17, product.product/search", "19, product.product/search",
    "17, sale.order/load", "19, sale.order/load",
    "17, sale.order.line/load", "19, sale.order.line/load",
    "17, sale.order/action_confirm", "19, sale.order/action_confirm",
    "17, sale.order/read", "19, sale.order/read"
  })
  void aLostAnswerAtAnyStepMakesNothingTwice(int version, String call) {
    on(version);
    long client = client();
    long order = order(client);
    stub.loseAnswerOf(call);

    assertThat(send(order)).isInstanceOf(Outcome.Retry.class);
    assertThat(send(order)).isEqualTo(done(1));

    assertThat(stub.all("sale.order")).singleElement().asString().contains("state=sale");
    assertThat(lines()).hasSize(2);
    assertThat(stub.all("res.partner")).hasSize(2);
    assertThat(partner(client)).isPresent();
    assertThat(shop.orders().odooOrder(order)).contains(1L);
  }

  @Test
  void aKillBeforeTheHubNotedItLeavesTheChangesOfPeopleAlone() {
    long order = order(client());
    send(order);
    database.jdbc().sql("update sale_order set odoo_id = null, odoo_name = null").update();
    stub.delete("sale.order.line", 2);
    stub.change("sale.order.line", 1, "product_uom_qty", 5.0);
    stub.change("sale.order", 1, "client_order_ref", "Balcão");

    assertThat(send(order)).isEqualTo(done(1));

    assertThat(lines()).singleElement().asString().contains("product_uom_qty=5.0");
    assertThat(stub.all("sale.order")).singleElement().asString().contains("Balcão", "state=sale");
    assertThat(shop.orders().odooOrder(order)).contains(1L);
  }

  @Test
  void aReplayOfAnExportedOrderAsksOdooNothing() {
    long order = order(client());
    send(order);
    stub.change("sale.order", 1, "state", "draft");
    List<String> before = stub.calls();

    assertThat(send(order)).isEqualTo(done(1));

    assertThat(stub.calls()).isEqualTo(before);
  }

  @Test
  void anOrderThatPeopleCancelledInOdooIsNotConfirmed() {
    long order = order(client());
    stub.failOnce("sale.order/action_confirm", "odoo.exceptions.UserError", "Sem crédito.");
    assertThat(send(order))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("Sem crédito."));
    stub.change("sale.order", 1, "state", "cancel");

    assertThat(send(order)).isEqualTo(done(1));

    assertThat(stub.all("sale.order")).singleElement().asString().contains("state=cancel");
  }

  @Test
  void anUnknownProductIsNamedAndNothingIsLeftInOdoo() {
    long order = shop.order(client(), PHONE, null, line(pastel(), "Pastel", 1, "8.00"));

    assertThat(send(order))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo(
                        "O Odoo não tem o produto 'Pastel' (código PA-1): informe o odoo_id em"
                            + " /api/pedidos/produtos/1/, ou dê aos dois o mesmo código, e repita o"
                            + " envio"));
    assertThat(stub.all("sale.order")).isEmpty();
    assertThat(stub.all("res.partner")).hasSize(1);

    stub.product("Pastel de Feira", "PA-1", 9);
    assertThat(send(order)).isEqualTo(done(1));
  }

  private long pastel() {
    return shop.product("Pastel", "PA-1", "8.00", null);
  }

  @Test
  void twoProductsOfOneNameAreNotGuessed() {
    stub.product("Pastel", null, 8);
    stub.product("Pastel", null, 9);
    long order = shop.order(client(), PHONE, null, line(pastel(), "Pastel", 1, "8.00"));

    assertThat(send(order))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("mais de um produto", "'Pastel'"));
  }

  @Test
  void anOrderCancelledMeanwhileStaysHere() {
    long order = order(client());
    shop.cancel(order);

    assertThat(send(order)).isEqualTo(new Outcome.Done(null, null));
    assertThat(stub.calls()).isEmpty();
  }
}
