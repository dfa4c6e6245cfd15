package dev.recado.systems.odoo;

import dev.recado.spine.flow.EventSource;
import java.util.Map;

/** The event types of Odoo. */
public final class OdooTypes implements EventSource {

  /** An invoice was posted in Odoo. */
  public static final String INVOICE_POSTED = "odoo.invoice.posted";

  /** An invoice was paid in Odoo. */
  public static final String INVOICE_PAID = "odoo.invoice.paid";

  /** Odoo reported an invoice that is a draft. */
  public static final String INVOICE_DRAFT = "odoo.invoice.draft";

  /** A program beside Odoo reported an invoice with its link and its status. */
  public static final String INVOICE_STATUS = "odoo.invoice.status";

  /** The events of any other model are {@code odoo.<model>}. */
  public static final String PREFIX = "odoo.";

  @Override
  public Map<String, String> types() {
    return Map.of(
        INVOICE_POSTED, "An invoice was posted in Odoo.",
        INVOICE_PAID, "An invoice was paid in Odoo.",
        INVOICE_DRAFT, "Odoo reported an invoice that is still a draft.",
        INVOICE_STATUS, "A program beside Odoo reported an invoice with its link and its status.");
  }

  @Override
  public boolean tells(String type) {
    return !type.startsWith("odoo.invoice.") && type.matches("odoo(\\.[a-z0-9_]+)+");
  }
}
