package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a webhook gives the facts that Odoo gives later. */
class InvoiceFactsTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static boolean told(String amount) {
    byte[] body = "{\"amount_total\": %s}".formatted(amount).getBytes(StandardCharsets.UTF_8);
    InboundRecord event =
        InboundRecord.of("odoo", new Identity("key", "subject"), NOON, null, body);
    return InvoiceFacts.of(Map.of("amount_total", 300)).toldBy(event, NOON);
  }

  @Test
  void anAmountIsTheSameHoweverItIsWritten() {
    assertThat(told("300.00")).isTrue();
    assertThat(told("3e2")).isTrue();
    assertThat(told("301")).isFalse();
  }

  @Test
  void anAmountWithAnAbsurdExponentFillsNoMemory() {
    assertThat(told("1e999999999")).isFalse();
    assertThat(told("1e-999999999")).isFalse();
  }
}
