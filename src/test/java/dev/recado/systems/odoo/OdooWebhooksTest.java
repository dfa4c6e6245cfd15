package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.Samples;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.UnreadableException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OdooWebhooksTest {

  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  private final OdooWebhooks webhooks = new OdooWebhooks("token");
  private final OdooEvents events = new OdooEvents();

  @ParameterizedTest
  @CsvSource({
    "odoo-observed/04-webhook-invoice-posted.http, odoo:account.move:4, odoo.invoice.posted",
    "odoo-observed/04-webhook-more-fields.http, odoo:account.move:27, odoo.invoice.posted",
    "odoo-observed/04-webhook-order-confirmed.http, odoo:sale.order:13, odoo.sale.order",
    "odoo/webhook-account.move.json, odoo:account.move:1001, odoo.invoice.posted",
    "odoo/webhook-account.move-many2one-pair-variant.json, odoo:account.move:1001,"
        + " odoo.invoice.posted",
    "odoo/webhook-crm.lead.json, odoo:crm.lead:42, odoo.crm.lead",
    "odoo/webhook-minimal-no-fields.json, odoo:crm.lead:42, odoo.crm.lead"
  })
  void everySampleIsIdentifiedByItsRecord(String sample, String subject, String type) {
    byte[] body = sample.endsWith(".http") ? Samples.body(sample) : Samples.bytes(sample);
    assertThat(identify(body).subject()).isEqualTo(subject);
    assertThat(read(body).type()).isEqualTo(type);
    assertThat(read(body).body()).containsKey("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\": \"sent\", \"client_id\": 7, \"number\": \"INV/1\", \"link\": \"https://x.example/1\"}",
        "{\"number\": \"INV/1\", \"link\": \" https://x.example/1 \", \"client_id\": \"7\", \"status\": \"Sent\"}",
      })
  void aFlatInvoiceIsIdentifiedByItsNumber(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(identify(bytes).subject()).isEqualTo("odoo:invoice:INV/1");
    Event event = read(bytes);
    assertThat(event.type()).isEqualTo("odoo.invoice.status");
    assertThat(event.body())
        .containsEntry("status", "sent")
        .containsEntry("partner_id", 7L)
        .containsEntry("number", "INV/1")
        .containsEntry("link", "https://x.example/1");
  }

  @Test
  void equalBytesHaveEqualKeysAndOtherBytesDoNot() {
    byte[] body = Samples.body("odoo-observed/04-webhook-invoice-posted.http");
    assertThat(identify(body)).isEqualTo(identify(body.clone()));
    byte[] other = text(body).replace("100.0", "100.1").getBytes(StandardCharsets.UTF_8);
    assertThat(identify(other).key()).isNotEqualTo(identify(body).key());
    assertThat(identify(other).subject()).isEqualTo(identify(body).subject());
  }

  @Test
  void repeatedBytesAreANewEventForAnInvoiceOrAContactOnly() {
    byte[] invoice = Samples.body("odoo-observed/04-webhook-invoice-posted.http");
    byte[] order = Samples.body("odoo-observed/04-webhook-order-confirmed.http");
    assertThat(identify(invoice, NOW.plusSeconds(36)).key()).isNotEqualTo(identify(invoice).key());
    assertThat(identify(order, NOW.plusSeconds(36))).isEqualTo(identify(order));
    byte[] contact =
        "{\"_id\":7,\"_model\":\"res.partner\",\"name\":\"M\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(identify(contact, NOW.plusSeconds(36)).key()).isNotEqualTo(identify(contact).key());
  }

  @Test
  void moneyIsExactAndFalseIsEmpty() {
    Event event = read(Samples.body("odoo-observed/04-webhook-more-fields.http"));
    assertThat(event.body()).containsEntry("amount_residual", new BigDecimal("99.99000000000001"));
    assertThat(event.body()).containsEntry("ref", null);
    assertThat(event.body().get("invoice_partner_display_name"))
        .isEqualTo("Peña & Söhne «GmbH» 你好");
  }

  @Test
  void aPairOfIdAndNameIsSplitIntoTwoFields() {
    Event event = read(Samples.bytes("odoo/webhook-account.move-many2one-pair-variant.json"));
    assertThat(event.body())
        .containsEntry("partner_id", 17)
        .containsEntry("partner_id_name", "Maria Silva");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"_id\":1,\"_model\":\"account.move\",\"state\":\"draft\"}|odoo.invoice.draft",
        "{\"_id\":1,\"_model\":\"account.move\",\"name\":\"/\"}|odoo.invoice.draft",
        "{\"_id\":1,\"_model\":\"account.move\",\"name\":false}|odoo.invoice.draft",
        "{\"_id\":1,\"_model\":\"account.move\",\"payment_state\":\"paid\"}|odoo.invoice.paid",
        "{\"_id\":1,\"_model\":\"account.move\"}|odoo.invoice.posted"
      })
  void theWebhookItselfShowsDraftAndPaid(String body, String type) {
    assertThat(read(body.getBytes(StandardCharsets.UTF_8)).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "7", "\"text\"", "{", "{}", "{\"_id\":1}", "{\"_model\":\"x\"}"})
  void anyOtherBodyIsUnreadableAndStillHasAKey(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    assertThat(identify(body).subject()).isEqualTo("odoo:unreadable");
    Assertions.assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> read(body));
  }

  @Test
  void tenThousandLevelsAreUnreadableWithoutAStackOverflow() {
    byte[] body =
        ("{\"_id\":1,\"_model\":\"account.move\",\"x\":"
                + "[".repeat(10_000)
                + "]".repeat(10_000)
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(identify(body).key()).isNotEmpty();
    Assertions.assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> read(body));
  }

  @Property(tries = 300)
  void noBytesBreakTheIngress(@ForAll byte[] body) {
    assertThat(identify(body).key()).endsWith(dev.recado.spine.ingress.StableId.hash(body));
  }

  @Test
  void onlyTheTokenIsTrusted() {
    assertThat(webhooks.trusts(webhook("token", new byte[0]))).isTrue();
    assertThat(webhooks.trusts(webhook("Token", new byte[0]))).isFalse();
    assertThat(webhooks.trusts(webhook("", new byte[0]))).isFalse();
  }

  private Identity identify(byte[] body) {
    return identify(body, NOW);
  }

  private Identity identify(byte[] body, Instant at) {
    return webhooks.identify(webhook("token", body, at));
  }

  private static Webhook webhook(String token, byte[] body) {
    return webhook(token, body, NOW);
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private static Webhook webhook(String token, byte[] body, Instant at) {
    Function<String, String> noHeaders = name -> null;
    return new Webhook(token, "application/json", noHeaders, query -> null, body, at);
  }

  private Event read(byte[] body) {
    return events
        .read(InboundRecord.of("odoo", identify(body), NOW, "application/json", body))
        .get(0);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
