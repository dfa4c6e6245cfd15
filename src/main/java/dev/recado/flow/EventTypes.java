package dev.recado.flow;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The types of events that the hub makes of what it hears; a flow takes one on {@code direct:}. */
public final class EventTypes {

  /** An invoice was posted in Odoo. */
  public static final String ODOO_INVOICE_POSTED = "odoo.invoice.posted";

  /** An invoice was paid in Odoo. */
  public static final String ODOO_INVOICE_PAID = "odoo.invoice.paid";

  /** Odoo told of an invoice that is a draft. */
  public static final String ODOO_INVOICE_DRAFT = "odoo.invoice.draft";

  /** Of any other model, {@code odoo.<model>}. */
  public static final String ODOO_PREFIX = "odoo.";

  /** A customer wrote. */
  public static final String WHATSAPP_MESSAGE_RECEIVED = "whatsapp.message.received";

  /** A message of ours was seen that may come from a person's phone. */
  public static final String WHATSAPP_MESSAGE_SENT = "whatsapp.message.sent";

  /** A message of ours was delivered, read, or failed. */
  public static final String WHATSAPP_MESSAGE_STATUS = "whatsapp.message.status";

  /** Somebody reacted to a message. */
  public static final String WHATSAPP_MESSAGE_REACTION = "whatsapp.message.reaction";

  /** A session of the gateway came up or went down. */
  public static final String WHATSAPP_SESSION_STATUS = "whatsapp.session.status";

  /** Somebody filled in a form of a site. */
  public static final String FORM_SUBMITTED = "form.submitted";

  /** A conversation is to be answered. */
  public static final String CONVERSATION_TURN = "conversation.turn";

  private static final Map<String, String> SENTENCES =
      new TreeMap<>(
          Map.of(
              ODOO_INVOICE_POSTED, "An invoice was posted in Odoo.",
              ODOO_INVOICE_PAID, "An invoice was paid in Odoo.",
              ODOO_INVOICE_DRAFT, "Odoo told of an invoice that is still a draft.",
              WHATSAPP_MESSAGE_RECEIVED, "A customer wrote on WhatsApp.",
              WHATSAPP_MESSAGE_SENT, "A message left our number, the hub's or a person's.",
              WHATSAPP_MESSAGE_STATUS, "A message of ours was delivered, read, or failed.",
              WHATSAPP_MESSAGE_REACTION, "Somebody reacted to a message.",
              WHATSAPP_SESSION_STATUS, "A WhatsApp session came up or went down.",
              FORM_SUBMITTED, "Somebody filled in a form of a site.",
              CONVERSATION_TURN, "What a customer wrote is to be answered, all of it together."));

  /** Fields that the hub fills itself; every other may hold what somebody outside wrote. */
  private static final Set<String> OUR_OWN_FIELDS =
      Set.of("awaiting", "handedOver", "lastIntent", "optedOut", "turnsLately");

  /** Events whose fields are named by the hub; a form or Odoo names its fields itself. */
  private static final Set<String> OUR_OWN_TYPES =
      Set.of(CONVERSATION_TURN, WHATSAPP_MESSAGE_RECEIVED);

  private EventTypes() {}

  /**
   * Lists the types, each with a sentence.
   *
   * @return by type, in order; without those of further Odoo models
   */
  public static Map<String, String> all() {
    return Collections.unmodifiableMap(SENTENCES);
  }

  /**
   * Tells whether an event of a type can come.
   *
   * @param type such as {@code form.submitted}, or {@code odoo.res.partner} of an Odoo model
   */
  public static boolean knows(String type) {
    boolean model = type.startsWith(ODOO_PREFIX) && !type.startsWith("odoo.invoice.");
    return SENTENCES.containsKey(type) || model && type.matches("odoo(\\.[a-z0-9_]+)+");
  }

  /**
   * Tells whether the hub itself fills a field of an event's body, so that nobody outside can.
   *
   * @param type such as {@code conversation.turn}
   * @param field such as {@code awaiting}
   */
  public static boolean ourOwn(String type, String field) {
    return OUR_OWN_TYPES.contains(type) && OUR_OWN_FIELDS.contains(field);
  }
}
