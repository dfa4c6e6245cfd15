package dev.recado.systems.odoo;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns Odoo's webhooks into events. */
final class OdooEvents implements EventReader {

  @Override
  public String source() {
    return OdooWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = body(record);
    if (FlatInvoice.is(body)) {
      return List.of(FlatInvoice.event(record, body));
    }
    Object model = body.get("_model");
    Object id = body.get("_id") == null ? body.get("id") : body.get("_id");
    if (model == null || id == null) {
      throw new UnreadableException("falta _model ou _id", null);
    }
    body.put("id", id);
    String type = type(String.valueOf(model), body);
    return List.of(
        new Event(record.id(), record.source(), type, record.subject(), record.receivedAt(), body));
  }

  private static Map<String, @Nullable Object> body(InboundRecord record) {
    try {
      return OdooJson.record(record.body());
    } catch (IOException e) {
      // Jackson's own message quotes the body, which may hold personal data.
      throw new UnreadableException("o corpo não é o JSON que o Odoo envia", e);
    }
  }

  private static String type(String model, Map<String, @Nullable Object> body) {
    return model.equals("account.move") ? invoice(body) : OdooTypes.PREFIX + model;
  }

  /**
   * The event type of an invoice. It counts as posted unless the webhook itself says otherwise,
   * because the hub reads it back later. A rule without a filter fires on drafts, too, some of them
   * with the name "/".
   */
  static String invoice(Map<String, @Nullable Object> body) {
    Object state = body.get("state");
    if (state != null && !state.equals("posted")
        || body.containsKey("name") && draftName(body.get("name"))) {
      return OdooTypes.INVOICE_DRAFT;
    }
    Object paid = body.get("payment_state");
    return "paid".equals(paid) || "in_payment".equals(paid)
        ? OdooTypes.INVOICE_PAID
        : OdooTypes.INVOICE_POSTED;
  }

  private static boolean draftName(@Nullable Object name) {
    return name == null || name.equals("/");
  }
}
