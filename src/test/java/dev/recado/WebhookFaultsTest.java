package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Invoice;
import dev.recado.StubWaha.Engine;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What senders do wrong: repeat themselves, change their mind, or send what nobody can read. */
class WebhookFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final HubProcess HUB =
      HubProcess.named("webhooks")
          .onSharedServers()
          .waha(WAHA)
          .property("recado.intake.fault-schedule", "100ms,200ms");
  private final Invoices sender = new Invoices(HUB);

  @BeforeAll
  static void start() {
    HUB.start();
    HUB.plantClients(1, 40);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    WAHA.close();
  }

  @Test
  void theSameWebhookTenTimesAtOnceIsOneEventAndOneMessage() {
    Invoice invoice = Invoices.next(1);
    List<HttpResponse<String>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> post(invoice.body())))
            .limit(10)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
    assertThat(answers.stream().map(Invoices::id).distinct()).hasSize(1);
    arrives(invoice);
    nothingMoreArrivesThan(invoice);
    assertThat(events(invoice)).isEqualTo(1);
    assertThat(told(invoice)).isEqualTo(1);
  }

  @Test
  void anInvoicePostedAgainUnchangedIsToldOnce() {
    Invoice invoice = Invoices.next(2);
    post(invoice.body());
    arrives(invoice);
    // A new rule id: the bytes differ, the facts do not.
    post(invoice.body().replace("#375", "#376"));
    await().atMost(LIMIT).until(() -> events(invoice) == 2 && waiting() == 0);
    nothingMoreArrivesThan(invoice);
    assertThat(told(invoice)).isEqualTo(1);
  }

  @Test
  void anInvoicePostedAgainWithAnotherAmountIsToldAgain() {
    Invoice invoice = Invoices.next(3);
    post(invoice.body());
    arrives(invoice);
    post(new Invoice(invoice.id(), 3, "99.99000000000001").body());
    await().atMost(LIMIT).until(() -> told(invoice) == 2);
    assertThat(WAHA.deliveredTexts())
        .filteredOn(text -> text.contains(invoice.number()))
        .satisfiesExactly(
            first -> assertThat(first).contains("R$ 340,50"),
            second -> assertThat(second).contains("R$ 99,99"));
  }

  private HttpResponse<String> post(String body) {
    try {
      return sender.post(body);
    } catch (java.io.IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void arrives(Invoice invoice) {
    await().atMost(LIMIT).until(() -> told(invoice) > 0);
  }

  /** What was sent before a later invoice of the same customer has had its chance by then. */
  private void nothingMoreArrivesThan(Invoice invoice) {
    Invoice later = Invoices.next(invoice.partner());
    post(later.body());
    arrives(later);
  }

  private static long told(Invoice invoice) {
    return WAHA.deliveredInvoices().stream().filter(invoice.number()::equals).count();
  }

  private static long events(Invoice invoice) {
    return HUB.count(
        "select count(*) from event where subject = 'odoo:account.move:" + invoice.id() + "'");
  }

  private static long waiting() {
    return HUB.count(
        "select count(*) from outbox where state in ('QUEUED', 'RETRY', 'HELD', 'SENDING')");
  }
}
