package dev.recado.systems.odoo;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.UnreadableException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invoice from a program beside Odoo: {@code {"status", "client_id", "number", "link"}}, where
 * {@code client_id} is the customer's id in Odoo ({@code res.partner}).
 */
final class FlatInvoice {

  static final String NUMBER = "number";

  private FlatInvoice() {}

  /** Odoo's own webhooks always name a model. */
  static boolean is(Map<String, @Nullable Object> body) {
    return !body.containsKey("_model")
        && body.containsKey("client_id")
        && body.containsKey(NUMBER)
        && body.containsKey("status");
  }

  static Event event(InboundRecord record, Map<String, @Nullable Object> told) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("status", text(told.get("status")).toLowerCase(Locale.ROOT));
    body.put("partner_id", partner(told.get("client_id")));
    body.put(NUMBER, text(told.get(NUMBER)));
    body.put("link", text(told.get("link")));
    return Event.of(record, OdooTypes.INVOICE_STATUS, body);
  }

  private static long partner(@Nullable Object id) {
    String digits = text(id);
    if (!digits.matches("\\d{1,18}")) {
      throw new UnreadableException("The client_id is not the number of a customer in Odoo", null);
    }
    return Long.parseLong(digits);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString().strip();
  }
}
