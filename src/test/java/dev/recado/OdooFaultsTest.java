package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Invoice;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Odoo announces what is not there yet, or is not there itself when it is asked. */
@Tag("hub")
@ResourceLock(OdooSystem.LOCK)
class OdooFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final StubWaha WAHA = OdooSystem.WAHA;
  private static final StubOdoo ODOO = OdooSystem.ODOO;
  private static final TcpProxy LINE = OdooSystem.LINE;
  private static final HubProcess HUB = OdooSystem.started();

  @AfterEach
  void mend() {
    LINE.start();
  }

  @Test
  void whatIsPostedIsToldWithTheFactsOfOdooAndNotOfTheWebhook() {
    Invoice invoice = announced(HUB, StubOdoo.Invoice.POSTED);
    arrives(invoice);
    assertThat(WAHA.deliveredTexts())
        .filteredOn(text -> text.contains(invoice.number()))
        .singleElement()
        .asString()
        .contains(
            "Ana Prueba",
            "US$ 340,50",
            "05/12/2026",
            "https://loja.example/my/invoices/",
            "access_token=");
  }

  @Test
  void theLastWordToTheCustomerIsWhatOdooSaysLastAndAMendedPhoneIsTold() throws Exception {
    Invoice invoice = Invoices.next(11);
    ODOO.invoice(invoice.id(), StubOdoo.Invoice.POSTED);
    for (double amount : new double[] {300, 450, 300}) {
      ODOO.amount(invoice.id(), amount);
      told(invoice, HUB.count("select count(*) from outbox where " + of(invoice)) + 1);
    }
    new Invoices(HUB).post(invoice.body());
    ODOO.change("res.partner", 11, "mobile", "+1 (202) 555-0176");
    told(invoice, 4);
    ODOO.change("res.partner", 11, "mobile", "+1 (202) 555-0175");

    assertThat(
            HUB.database()
                .sql(
                    "select address || ' ' || (payload::jsonb -> 'values' ->> 'valor') from outbox where "
                        + of(invoice)
                        + " order by seq")
                .query(String.class)
                .list())
        .containsExactly(
            "12025550175 US$ 300,00",
            "12025550175 US$ 450,00",
            "12025550175 US$ 300,00",
            "12025550176 US$ 300,00");
  }

  private static void told(Invoice invoice, long times) throws Exception {
    assertThat(new Invoices(HUB).post(invoice.body()).statusCode()).isEqualTo(202);
    await()
        .atMost(LIMIT)
        .until(() -> HUB.count("select count(*) from outbox where " + of(invoice)) == times);
  }

  private static String of(Invoice invoice) {
    return "event_id in (select id from event where " + is(invoice) + ")";
  }

  @Test
  void eachInstalmentIsTold() {
    Invoice invoice = Invoices.next(11);
    ODOO.instalment(invoice.id(), "2026-11-28", 120);
    ODOO.instalment(invoice.id(), "2026-12-28", 220.5);
    ODOO.invoice(invoice.id(), StubOdoo.Invoice.POSTED);
    assertThat(new Invoices(HUB).send(invoice, LIMIT)).isTrue();
    arrives(invoice);
    assertThat(WAHA.deliveredTexts())
        .filteredOn(text -> text.contains(invoice.number()))
        .singleElement()
        .asString()
        .contains("US$ 120,00 em 28/11/2026", "US$ 220,50 em 28/12/2026")
        .doesNotContain("Vencimento");
  }

  @Test
  void whileOdooIsAwayTheEventWaitsAndThenTheMessageGoesOut() {
    LINE.stop();
    Invoice invoice = announced(HUB, StubOdoo.Invoice.POSTED);
    await().atMost(LIMIT).until(() -> "RETRY".equals(state(HUB, invoice)));
    await()
        .atMost(LIMIT)
        .until(() -> HUB.count("select max(attempts) from event where " + is(invoice)) > 1);
    LINE.start();
    arrives(invoice);
    assertThat(state(HUB, invoice)).isEqualTo("DONE");
  }

  @Test
  void aDraftIsLookedAtAgainUntilItIsPosted() {
    Invoice invoice = announced(HUB, StubOdoo.Invoice.DRAFT);
    await().atMost(LIMIT).until(() -> ODOO.reads(invoice.id()) >= 2);
    ODOO.invoice(invoice.id(), StubOdoo.Invoice.POSTED);
    arrives(invoice);
  }

  @Test
  void anInvoiceThatWasRolledBackIsDroppedAfterSomeLooks() {
    Invoice invoice = announced(HUB, StubOdoo.Invoice.MISSING);
    await().atMost(LIMIT).until(() -> "DROPPED".equals(state(HUB, invoice)));
    assertThat(reason(HUB, invoice)).contains("não existe no Odoo");
    assertThat(ODOO.reads(invoice.id())).isBetween(2, 10);
    assertThat(WAHA.deliveredInvoices()).doesNotContain(invoice.number());
  }

  @Test
  void anErrorBehindHttp200IsADeadLetterThatTellsWhatToDo() {
    Invoice invoice = announced(HUB, StubOdoo.Invoice.FORBIDDEN);
    await().atMost(LIMIT).until(() -> "DEAD".equals(state(HUB, invoice)));
    assertThat(reason(HUB, invoice))
        .startsWith("O usuário 'hub' do Odoo não tem permissão")
        .contains("Sales/Administrator");
    assertThat(ODOO.reads(invoice.id())).isEqualTo(1);
  }

  @Test
  void aWrongPasswordIsADeadLetterThatNamesTheSetting() {
    try (HubProcess locked = OdooSystem.hub("odoo-locked", "hub", "nope").start()) {
      Invoice invoice = announced(locked, StubOdoo.Invoice.POSTED);
      await().atMost(LIMIT).until(() -> "DEAD".equals(state(locked, invoice)));
      assertThat(reason(locked, invoice)).startsWith("O Odoo recusa o login de 'hub'");
      assertThat(new Operator(locked).get("/test-integration").body().at("/integracoes/odoo"))
          .hasToString("\"DEGRADED\"");
      assertThat(reason(locked, invoice)).contains("ODOO_PASSWORD").doesNotContain("nope");
    }
  }

  private static Invoice announced(HubProcess hub, StubOdoo.Invoice state) {
    Invoice invoice = Invoices.next(11);
    ODOO.invoice(invoice.id(), state);
    assertThat(new Invoices(hub).send(invoice, LIMIT)).isTrue();
    return invoice;
  }

  private static void arrives(Invoice invoice) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(WAHA.deliveredInvoices())
                    .filteredOn(invoice.number()::equals)
                    .hasSize(1));
  }

  private static String is(Invoice invoice) {
    return "subject = 'odoo:account.move:" + invoice.id() + "'";
  }

  private static String state(HubProcess hub, Invoice invoice) {
    return hub.database()
        .sql("select state from event where " + is(invoice))
        .query(String.class)
        .optional()
        .orElse("none");
  }

  private static String reason(HubProcess hub, Invoice invoice) {
    return hub.database()
        .sql("select reason from event where " + is(invoice))
        .query(String.class)
        .single();
  }
}
