package dev.recado.systems.odoo;

import dev.recado.spine.ingress.InboundRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is told of an invoice, as far as it stands in the invoice itself.
 *
 * @param values by Odoo's field; amounts without trailing zeros, null for what is empty
 */
record InvoiceFacts(Map<String, @Nullable Object> values) {

  private static final String[] FIELDS = {"name", "amount_total", "invoice_date_due", "partner_id"};

  /** Odoo stamps a write by the clock of its database, which is not ours. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  static InvoiceFacts of(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String field : FIELDS) {
      values.put(field, plain(record.get(field)));
    }
    return new InvoiceFacts(values);
  }

  /** The same amount, written 300.0 or 300. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    return value == null ? null : value.toString();
  }

  /**
   * Tells whether an event says the same.
   *
   * @param event a webhook, or what a look put into the log
   * @param written when the invoice was last written; a webhook without the fields counts for the
   *     writes before it, for the invoice was read back then
   */
  boolean toldBy(InboundRecord event, Instant written) {
    Map<String, @Nullable Object> body;
    try {
      body = OdooJson.record(event.body());
    } catch (IOException unreadable) {
      return false;
    }
    boolean all = true;
    for (String field : FIELDS) {
      if (!body.containsKey(field)) {
        all = false;
      } else if (!Objects.equals(plain(body.get(field)), values.get(field))) {
        return false;
      }
    }
    return all || !event.receivedAt().isBefore(written.minus(SKEW));
  }
}
