package dev.recado.spine.flow;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The types of events; a flow takes one on {@code direct:}.
 *
 * <p>The types of an outside system are declared by that system, as an {@link EventSource}.
 */
public final class EventTypes {

  /** A customer wrote. */
  public static final String WHATSAPP_MESSAGE_RECEIVED = "whatsapp.message.received";

  /** A message was sent from our number, perhaps by a person on the phone. */
  public static final String WHATSAPP_MESSAGE_SENT = "whatsapp.message.sent";

  /** The text of a message in a chat was changed. */
  public static final String WHATSAPP_MESSAGE_EDITED = "whatsapp.message.edited";

  /** A message of a chat was deleted for everybody. */
  public static final String WHATSAPP_MESSAGE_REVOKED = "whatsapp.message.revoked";

  /** A message arrived that nobody wrote, such as a system notice. */
  public static final String WHATSAPP_MESSAGE_NOTICE = "whatsapp.message.notice";

  /** A message of ours was delivered, read, or failed. */
  public static final String WHATSAPP_MESSAGE_STATUS = "whatsapp.message.status";

  /** Somebody reacted to a message. */
  public static final String WHATSAPP_MESSAGE_REACTION = "whatsapp.message.reaction";

  /** A session of the gateway came up or went down. */
  public static final String WHATSAPP_SESSION_STATUS = "whatsapp.session.status";

  /** A webhook came for a number that is no channel of the hub. */
  public static final String WHATSAPP_CHANNEL_UNKNOWN = "whatsapp.channel.unknown";

  /** A customer has stopped or resumed the marketing messages of the business in WhatsApp. */
  public static final String WHATSAPP_PREFERENCE_CHANGED = "whatsapp.preference.changed";

  /** WhatsApp judges a number or its account otherwise than before. */
  public static final String WHATSAPP_CHANNEL_QUALITY = "whatsapp.channel.quality";

  /** A person must know of something: a channel is down, messages fail. */
  public static final String ALERT_RAISED = "alert.raised";

  /** The cause of an alert is gone. */
  public static final String ALERT_CLEARED = "alert.cleared";

  /** The hub has begun a conversation. */
  public static final String CONVERSATION_STARTED = "conversation.started";

  /** It is the hub's turn to answer in a conversation. */
  public static final String CONVERSATION_TURN = "conversation.turn";

  /** A timer of a conversation is due. */
  public static final String CONVERSATION_TIMER = "conversation.timer";

  /** A conversation was assigned to a seller, who must be told. */
  public static final String SELLER_ASSIGNED = "seller.assigned";

  /** A person answers a conversation from now on. */
  public static final String CONVERSATION_TAKEN = "conversation.taken";

  /** A person closed a lead as won or lost. */
  public static final String LEAD_CLOSED = "lead.closed";

  /** A customer has an appointment. */
  public static final String APPOINTMENT_BOOKED = "appointment.booked";

  /** An appointment that a customer asked for by chat is not possible. */
  public static final String APPOINTMENT_TAKEN = "appointment.taken";

  /** An appointment was moved to another time. */
  public static final String APPOINTMENT_RESCHEDULED = "appointment.rescheduled";

  /** An appointment was cancelled. */
  public static final String APPOINTMENT_CANCELLED = "appointment.cancelled";

  /** A customer did not come to an appointment. */
  public static final String APPOINTMENT_MISSED = "appointment.missed";

  /** An appointment is near. */
  public static final String APPOINTMENT_REMINDER = "appointment.reminder";

  /** A customer's order waits for confirmation; its pieces are reserved. */
  public static final String ORDER_PLACED = "order.placed";

  /** A cart could not become an order, because something is not there. */
  public static final String ORDER_SHORT = "order.short";

  /** An order of a blocked customer was refused. */
  public static final String ORDER_REFUSED = "order.refused";

  /** A price changed before the customer confirmed the order. */
  public static final String ORDER_CHANGED = "order.changed";

  /** An order was confirmed, at its prices. */
  public static final String ORDER_CONFIRMED = "order.confirmed";

  /** The business prepares an order. */
  public static final String ORDER_PREPARING = "order.preparing";

  /** An order is on its way. */
  public static final String ORDER_SHIPPED = "order.shipped";

  /** An order was delivered. */
  public static final String ORDER_DELIVERED = "order.delivered";

  /** An order has waited long for the customer's confirmation. */
  public static final String ORDER_REMINDER = "order.reminder";

  /** An order was cancelled, and its pieces are back in stock. */
  public static final String ORDER_CANCELLED = "order.cancelled";

  /** A schedule has fired; the flow with that schedule takes the event. */
  public static final String SCHEDULE_FIRED = "schedule.fired";

  private static final Map<String, String> OUR_OWN =
      new TreeMap<>(
          Map.ofEntries(
              entry(WHATSAPP_MESSAGE_RECEIVED, "A customer wrote on WhatsApp."),
              entry(WHATSAPP_MESSAGE_SENT, "A message left our number, the hub's or a person's."),
              entry(WHATSAPP_MESSAGE_EDITED, "The text of a sent message was changed."),
              entry(WHATSAPP_MESSAGE_REVOKED, "Somebody deleted a message for everybody."),
              entry(
                  WHATSAPP_MESSAGE_NOTICE,
                  "A message arrived that no person wrote, such as a call."),
              entry(WHATSAPP_MESSAGE_STATUS, "A message of ours was delivered, read, or failed."),
              entry(WHATSAPP_MESSAGE_REACTION, "Somebody reacted to a message."),
              entry(WHATSAPP_SESSION_STATUS, "A WhatsApp session came up or went down."),
              entry(
                  WHATSAPP_CHANNEL_UNKNOWN,
                  "A webhook came for a number that is no channel of the hub."),
              entry(
                  WHATSAPP_PREFERENCE_CHANGED,
                  "A customer stopped or resumed marketing messages in WhatsApp."),
              entry(
                  WHATSAPP_CHANNEL_QUALITY,
                  "WhatsApp judges a number or its account otherwise than before."),
              entry(
                  ALERT_RAISED, "A person must know of something, such as a channel that is down."),
              entry(ALERT_CLEARED, "The cause of an alert is gone."),
              entry(CONVERSATION_TURN, "The hub must answer a customer's messages together."),
              entry(SELLER_ASSIGNED, "A conversation was assigned to a seller."),
              entry(LEAD_CLOSED, "A person closed a lead as won or lost."),
              entry(CONVERSATION_TAKEN, "A person answers a conversation from now on."),
              entry(APPOINTMENT_BOOKED, "A customer has an appointment with a seller."),
              entry(APPOINTMENT_TAKEN, "A customer's wished appointment is not possible."),
              entry(APPOINTMENT_RESCHEDULED, "An appointment was moved to another time."),
              entry(APPOINTMENT_CANCELLED, "An appointment was cancelled."),
              entry(APPOINTMENT_MISSED, "A customer did not come to an appointment."),
              entry(APPOINTMENT_REMINDER, "An appointment is near, and the customer is reminded."),
              entry(
                  ORDER_PLACED,
                  "A customer's order waits for confirmation; its pieces are reserved."),
              entry(
                  ORDER_SHORT, "A cart could not become an order, because something is not there."),
              entry(ORDER_REFUSED, "An order of a blocked customer was refused."),
              entry(ORDER_CHANGED, "A price changed before the customer confirmed the order."),
              entry(ORDER_CONFIRMED, "An order was confirmed, at its prices."),
              entry(ORDER_PREPARING, "The business prepares an order."),
              entry(ORDER_SHIPPED, "An order is on its way."),
              entry(ORDER_DELIVERED, "An order was delivered."),
              entry(ORDER_REMINDER, "An order has waited long for its confirmation."),
              entry(ORDER_CANCELLED, "An order was cancelled, and its pieces are back in stock."),
              entry(SCHEDULE_FIRED, "A flow's schedule has fired."),
              entry(CONVERSATION_STARTED, "The hub has begun a conversation."),
              entry(CONVERSATION_TIMER, "A timer of a conversation is due.")));

  private static final List<EventSource> SOURCES =
      ServiceLoader.load(EventSource.class, EventTypes.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /** Fields that the hub fills itself; any other field may hold text from outside. */
  private static final Set<String> OUR_OWN_FIELDS =
      Set.of(
          "awaiting",
          "handedOver",
          "lastIntent",
          "late",
          "optedOut",
          "then",
          "turnsLately",
          "withdrawn");

  /** Events whose field names the hub chooses; a form or Odoo chooses its own. */
  private static final Set<String> OUR_OWN_TYPES =
      Set.of(
          CONVERSATION_TURN,
          CONVERSATION_TIMER,
          WHATSAPP_MESSAGE_RECEIVED,
          WHATSAPP_MESSAGE_NOTICE,
          WHATSAPP_CHANNEL_UNKNOWN);

  private EventTypes() {}

  /**
   * Lists the types, each with a sentence.
   *
   * @return sentences by type, in order; without further Odoo models and Kommo records
   */
  public static Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(OUR_OWN);
    SOURCES.forEach(source -> all.putAll(source.types()));
    return all;
  }

  /**
   * Tells whether an event of a type can come.
   *
   * @param type such as {@code form.submitted}, {@code odoo.res.partner} of an Odoo model, or
   *     {@code kommo.task.added} of a record of Kommo
   */
  public static boolean knows(String type) {
    return all().containsKey(type) || SOURCES.stream().anyMatch(source -> source.tells(type));
  }

  /**
   * Tells whether only the hub fills a field of an event's body, and nobody outside can.
   *
   * @param type such as {@code conversation.turn}
   * @param field such as {@code awaiting}
   */
  public static boolean ourOwn(String type, String field) {
    return OUR_OWN_TYPES.contains(type) && OUR_OWN_FIELDS.contains(field);
  }
}
