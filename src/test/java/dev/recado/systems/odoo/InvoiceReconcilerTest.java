package dev.recado.systems.odoo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.intake.Events;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceReconcilerTest {

  private static final Instant FIRST_LOOK = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension
  private static final WireMockExtension ODOO =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  private final SettableClock clock = new SettableClock(FIRST_LOOK);
  private final List<InboundRecord> appended = new ArrayList<>();
  private final Announced announced = new Announced();
  private final ReconcileCursor cursor = new ReconcileCursor(TestDatabase.create().jdbc());
  private boolean logAway;

  @BeforeEach
  void anOdooWithOnePostedInvoice() {
    answer("authenticate", "6");
    answer(
        "fields_get",
        """
        {"name": {}, "state": {}, "move_type": {}, "partner_id": {}, "amount_total": {},
         "amount_residual": {}, "invoice_date_due": {}, "payment_state": {}, "access_url": {},
         "write_date": {}}""");
    answer("search", "[1]");
    invoice("100.0", "not_paid", "2026-11-20 12:30:00");
  }

  private static void invoice(String amount, String paymentState, String written) {
    answer(
        "search_read",
        """
        [{"id": 4, "name": "INV/2026/00004", "state": "posted", "move_type": "out_invoice",
          "partner_id": [11, "Ana Prueba"], "amount_total": %s, "amount_residual": 100.0,
          "invoice_date_due": "2026-12-05", "payment_state": "%s",
          "access_url": "/my/invoices/4", "write_date": "%s"}]"""
            .formatted(amount, paymentState, written));
  }

  @Test
  void theFirstLookOnlySetsTheMark() {
    assertThat(reconciler().reconcile()).isZero();

    assertThat(cursor.read("odoo.invoices"))
        .contains(new ReconcileCursor.Mark(FIRST_LOOK, FIRST_LOOK));
    ODOO.verify(
        0, postRequestedFor(urlEqualTo("/jsonrpc")).withRequestBody(containing("search_read")));
  }

  @Test
  void anInvoiceThatNoWebhookAnnouncedIsPutIntoTheLog() {
    lookAgainAfterAnHour();

    assertThat(appended).hasSize(1);
    assertThat(new OdooEvents().read(appended.get(0)))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo("odoo.invoice.posted");
              assertThat(event.subject()).isEqualTo("odoo:account.move:4");
              assertThat(event.body()).containsEntry("id", 4).containsEntry("partner_id", 11);
            });
  }

  @Test
  void anInvoiceWithTheFactsOfItsWebhookIsLeftAloneAtAnyAge() {
    announced("100.0", "2026-12-05", FIRST_LOOK.minus(Duration.ofDays(3)));

    lookAgainAfterAnHour();

    assertThat(appended).isEmpty();
  }

  /** Announced with 300 at 13:35, posted with 999 while the hub was down, found at 13:38. */
  @ParameterizedTest
  @CsvSource({"300.0, 2026-12-05", "100.0, 2026-12-15"})
  void anInvoiceChangedWhileTheHubWasDownIsReportedEvenSoonAfterItsWebhook(
      String amount, String due) {
    announced(amount, due, Instant.parse("2026-11-20T12:29:40Z"));

    lookAgainAfterAnHour();

    assertThat(appended).hasSize(1);
  }

  @Test
  void aWebhookWithoutFieldsCoversOnlyEarlierWrites() {
    announced("{\"_id\": 4, \"_model\": \"account.move\"}", Instant.parse("2026-11-20T12:30:00Z"));
    lookAgainAfterAnHour();
    assertThat(appended).isEmpty();

    announced("{\"_id\": 4, \"_model\": \"account.move\"}", Instant.parse("2026-11-20T12:20:00Z"));
    reconciler().reconcile();
    assertThat(appended).hasSize(1);
  }

  @Test
  void anAmountThatReturnsToItsOldValueIsANewEvent() {
    lookAgainAfterAnHour();
    invoice("100.0", "not_paid", "2026-11-20 13:10:00");
    reconciler().reconcile();

    assertThat(appended).extracting(InboundRecord::id).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aPaymentWithoutAWebhookIsPutIntoTheLogAsAPayment() {
    announced("100.0", "2026-12-05", FIRST_LOOK);
    invoice("100.0", "paid", "2026-11-20 12:40:00");

    lookAgainAfterAnHour();

    assertThat(appended)
        .singleElement()
        .satisfies(
            record ->
                assertThat(new OdooEvents().read(record))
                    .singleElement()
                    .satisfies(event -> assertThat(event.type()).isEqualTo("odoo.invoice.paid")));
  }

  private void announced(String amount, String due, Instant at) {
    announced(
        """
        {"_id": 4, "_model": "account.move", "id": 4, "name": "INV/2026/00004", "partner_id": 11,
         "amount_total": %s, "invoice_date_due": "%s", "payment_state": "not_paid"}"""
            .formatted(amount, due),
        at);
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private void announced(String body, Instant at) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Webhook webhook = new Webhook("token", null, header -> null, query -> null, bytes, at);
    announced.type = "odoo.invoice.posted";
    announced.event =
        InboundRecord.of("odoo", new OdooWebhooks("token").identify(webhook), at, null, bytes);
  }

  @Test
  void theSameFactsFoundTwiceAreOneEvent() {
    lookAgainAfterAnHour();
    clock.tick(Duration.ofMinutes(5));
    reconciler().reconcile();

    assertThat(appended).hasSize(2);
    assertThat(appended.get(0).id()).isEqualTo(appended.get(1).id());
  }

  @Test
  void looksOverlapBecauseOdooStampsBeforeItCommits() {
    lookAgainAfterAnHour();
    ODOO.resetRequests();
    reconciler().reconcile();

    ODOO.verify(
        postRequestedFor(urlEqualTo("/jsonrpc"))
            .withRequestBody(containing("search_read"))
            .withRequestBody(containing("[\"write_date\",\">=\",\"2026-11-20 12:20:00\"]"))
            .withRequestBody(containing("[\"invoice_date\",\">=\",\"2026-11-19\"]")));
  }

  @Test
  void theMarkStaysWhileTheLogIsAway() {
    reconciler().reconcile();
    logAway = true;

    assertThatThrownBy(() -> reconciler().reconcile()).hasRootCauseMessage("away");

    assertThat(cursor.read("odoo.invoices").map(ReconcileCursor.Mark::readTo))
        .isEqualTo(Optional.of(FIRST_LOOK));
  }

  @Test
  void theMarkStaysWhileOdooIsAway() {
    reconciler().reconcile();
    ODOO.stubFor(post("/jsonrpc").willReturn(aResponse().withStatus(502)));

    assertThatThrownBy(() -> reconciler().reconcile()).hasMessageContaining("502");

    assertThat(cursor.read("odoo.invoices").map(ReconcileCursor.Mark::readTo))
        .isEqualTo(Optional.of(FIRST_LOOK));
  }

  private void lookAgainAfterAnHour() {
    reconciler().reconcile();
    clock.tick(Duration.ofHours(1));
    reconciler().reconcile();
  }

  private InvoiceReconciler reconciler() {
    OdooSettings settings =
        new OdooSettings(
            ODOO.baseUrl(),
            "hubtest",
            "hub",
            "hub-pw",
            Duration.ofSeconds(5),
            OdooSettings.Protocol.AUTO,
            Duration.ofMinutes(10));
    Odoo odoo =
        new Odoo(
            settings, Outbound.client(settings.timeout(), 2), CircuitBreaker.ofDefaults("odoo"));
    InboundLog log = record -> append(record);
    return new InvoiceReconciler(odoo, settings, cursor, announced, log, clock);
  }

  private CompletableFuture<Void> append(InboundRecord record) {
    if (logAway) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    appended.add(record);
    return CompletableFuture.completedFuture(null);
  }

  private static void answer(String method, String result) {
    String json = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": " + result + "}";
    boolean login = method.equals("authenticate");
    ODOO.stubFor(
        post("/jsonrpc")
            .withRequestBody(
                matchingJsonPath(login ? "$.params.method" : "$.params.args[4]", equalTo(method)))
            .willReturn(okJson(json)));
  }

  /** Knows one event of one invoice. */
  private static final class Announced implements Events {
    private @Nullable InboundRecord event;
    private @Nullable String type;

    @Override
    public Optional<InboundRecord> latest(String subject, String asked) {
      return Optional.ofNullable(event)
          .filter(known -> known.subject().equals(subject) && asked.equals(type));
    }

    @Override
    public boolean replay(UUID id) {
      throw new UnsupportedOperationException("A reconciler replays nothing");
    }

    @Override
    public int replayDead(@Nullable String type, @Nullable String reason) {
      throw new UnsupportedOperationException("A reconciler replays nothing");
    }

    @Override
    public Map<String, Long> waiting(Collection<String> flows) {
      throw new UnsupportedOperationException("A reconciler exchanges no flows");
    }
  }
}
