package dev.recado.systems.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;

/** Writes webhooks exactly like Meta's Cloud API (docs/contracts.md#meta-webhooks). */
final class MetaWebhook {

  /** The business's own number, as people read it and as messages name it. */
  static final String ME = "5511900000000";

  private static final String BUSINESS = "100000000000000";
  private static final String HELP =
      "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";
  private static final Duration CONVERSATION = Duration.ofHours(24);

  /** Meta escapes what is not ASCII, so a signature over anything but the bytes is wrong. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Clock clock;

  MetaWebhook(Clock clock) {
    this.clock = clock;
  }

  /**
   * Writes the webhook of a customer's message.
   *
   * @param number Meta's id of the number that receives it
   * @param message the message
   */
  byte[] message(String number, Incoming message) {
    ObjectNode value = value(number);
    ObjectNode contact = value.putArray("contacts").addObject();
    ObjectNode profile = contact.putObject("profile");
    profile.put("name", message.name() == null ? "Cliente" : message.name());
    boolean hidden = hidden(message.chatId());
    if (hidden) {
      profile.put("username", "cliente");
      contact.put("user_id", message.chatId());
    } else {
      contact.put("wa_id", message.chatId());
    }
    ObjectNode written = value.putArray("messages").addObject();
    written.put(hidden ? "from_user_id" : "from", message.chatId());
    written.put("id", message.id());
    written.put("timestamp", Long.toString(message.sentAt().getEpochSecond()));
    MetaContent.write(message, written);
    return envelope("messages", value);
  }

  /** Writes the webhook of a message that the business wrote in WhatsApp on its own phone. */
  byte[] echo(String number, Incoming message) {
    ObjectNode value = value(number);
    ObjectNode written = value.putArray("message_echoes").addObject();
    written.put("from", ME).put("to", message.chatId()).put("id", message.id());
    written.put("timestamp", Long.toString(message.sentAt().getEpochSecond()));
    written.put("type", "text").putObject("text").put("body", message.text());
    return envelope("smb_message_echoes", value);
  }

  /** Writes the webhook of how far a message of the business has come. */
  byte[] status(String number, SimulatedPhones.Message message, Ack ack) {
    ObjectNode value = value(number);
    ObjectNode status = status(value, message, ack.meta());
    String category = message.extras().template() == null ? "service" : "utility";
    ObjectNode conversation = status.putObject("conversation");
    conversation.put("id", Long.toHexString(message.chatId().hashCode() & 0xffffffffL));
    if (ack == Ack.SERVER) {
      long end = clock.instant().plus(CONVERSATION).getEpochSecond();
      conversation.put("expiration_timestamp", Long.toString(end));
    }
    conversation.putObject("origin").put("type", category);
    status
        .putObject("pricing")
        .put("billable", message.extras().template() != null)
        .put("pricing_model", "PMP")
        .put("category", category)
        .put("type", message.extras().template() == null ? "free_customer_service" : "regular");
    return envelope("messages", value);
  }

  /** Writes the webhook of a message of the business that never reached the phone. */
  byte[] failed(String number, SimulatedPhones.Message message, MetaFailure failure) {
    ObjectNode value = value(number);
    ObjectNode error = status(value, message, "failed").putArray("errors").addObject();
    error.put("code", failure.code());
    error.put("title", failure.title()).put("message", failure.title());
    error.putObject("error_data").put("details", failure.details());
    error.put("href", HELP);
    return envelope("messages", value);
  }

  private ObjectNode status(ObjectNode value, SimulatedPhones.Message message, String state) {
    ObjectNode status = value.putArray("statuses").addObject();
    status.put("id", message.id());
    status.put("status", state);
    status.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
    status.put("recipient_id", message.chatId());
    if (message.extras().callback() != null) {
      status.put("biz_opaque_callback_data", message.extras().callback());
    }
    return status;
  }

  /** A customer with a user name may hide the phone; then only Meta's own id names the person. */
  static boolean hidden(String chatId) {
    return chatId.startsWith("BR.");
  }

  private static ObjectNode value(String number) {
    ObjectNode value = JSON.createObjectNode();
    value.put("messaging_product", "whatsapp");
    value.putObject("metadata").put("display_phone_number", ME).put("phone_number_id", number);
    return value;
  }

  private static byte[] envelope(String field, ObjectNode value) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("object", "whatsapp_business_account");
    ObjectNode entry = envelope.putArray("entry").addObject();
    entry.put("id", BUSINESS);
    entry.putArray("changes").addObject().put("field", field).set("value", value);
    try {
      return JSON.writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers is always JSON", e);
    }
  }
}
