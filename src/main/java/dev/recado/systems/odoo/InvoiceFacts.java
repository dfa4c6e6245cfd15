package dev.recado.systems.odoo;

import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.OutsideJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an invoice that a customer is told, as far as the invoice itself holds them.
 *
 * @param values by Odoo's field; amounts without trailing zeros, null for empty fields
 */
record InvoiceFacts(Map<String, @Nullable Object> values) {

  private static final String[] FIELDS = {"name", "amount_total", "invoice_date_due", "partner_id"};

  /** Odoo stamps a write by the clock of its database, which may differ from the hub's. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  static InvoiceFacts of(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String field : FIELDS) {
      values.put(field, plain(record.get(field)));
    }
    return new InvoiceFacts(values);
  }

  /** Writes 300.0 and 300 as the same text. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Number number) {
      return OutsideJson.plain(new BigDecimal(number.toString()).stripTrailingZeros());
    }
    return value == null ? null : value.toString();
  }

  /**
   * Tells whether an event gives the same facts.
   *
   * @param event a webhook, or a record that the reconciler put into the log
   * @param written when the invoice was last written; a webhook without these fields covers the
   *     writes before it, because the hub then read the invoice back
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
