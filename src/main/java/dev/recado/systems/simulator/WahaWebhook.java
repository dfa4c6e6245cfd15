package dev.recado.systems.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes webhooks exactly like WAHA with the engine NOWEB (docs/contracts.md#waha-webhooks). */
final class WahaWebhook {

  /** The business's own number. */
  private static final String ME = "5511900000000@c.us";

  private static final String ENGINE = "NOWEB";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Clock clock;

  WahaWebhook(Clock clock) {
    this.clock = clock;
  }

  /**
   * Writes the webhook of a customer's message.
   *
   * @param session the session that receives it
   * @param message the message
   * @param files where WAHA would keep its file
   */
  byte[] message(String session, Incoming message, String files) {
    ObjectNode payload = JSON.createObjectNode();
    payload.put("id", "false_" + message.chatId() + "_" + message.id());
    payload.put("timestamp", message.sentAt().getEpochSecond());
    payload.put("from", message.chatId());
    payload.put("fromMe", false);
    payload.put("source", "app");
    payload.put("to", ME);
    payload.putNull("participant");
    payload.put("body", message.type() == MessageType.LOCATION ? "" : message.text());
    payload.put("hasMedia", message.type().mimetype() != null);
    payload.set("media", media(message, files));
    payload.put("ack", Ack.DEVICE.number());
    payload.put("ackName", Ack.DEVICE.name());
    payload.set("location", location(message));
    payload.putArray("vCards");
    payload.set("replyTo", replyTo(message));
    payload.set("_data", raw(message));
    return envelope("message", session, payload);
  }

  /** Writes the webhook of a customer's reaction. */
  byte[] reaction(String session, Incoming message) {
    Extras.Reaction reaction = Objects.requireNonNull(message.extras().reaction());
    SimulatedPhones.Message about = Objects.requireNonNull(message.about());
    ObjectNode payload = JSON.createObjectNode();
    payload.put("id", "false_" + message.chatId() + "_" + message.id());
    payload.put("from", message.chatId());
    payload.put("fromMe", false);
    payload.putNull("participant");
    payload.put("to", ME);
    payload.put("timestamp", BigDecimal.valueOf(message.sentAt().toEpochMilli(), 3));
    payload
        .putObject("reaction")
        .put("text", reaction.emoji())
        .put("messageId", about.fromBusiness() + "_" + about.chatId() + "_" + about.id());
    return envelope("message.reaction", session, payload);
  }

  private static @Nullable ObjectNode replyTo(Incoming message) {
    SimulatedPhones.Message about = message.about();
    if (about == null || message.extras().replyTo() == null) {
      return null;
    }
    ObjectNode quoted = JSON.createObjectNode();
    quoted.put("id", about.id());
    quoted.put("participant", about.fromBusiness() ? ME : about.chatId());
    quoted.put("body", about.text());
    return quoted;
  }

  /**
   * Writes the webhook of a message that the business wrote in WhatsApp on its own phone.
   *
   * @param session the session of the business
   * @param message the message; its chat is that of the customer
   */
  byte[] own(String session, Incoming message) {
    ObjectNode payload = JSON.createObjectNode();
    payload.put("id", "true_" + message.chatId() + "_" + message.id());
    payload.put("timestamp", message.sentAt().getEpochSecond());
    payload.put("from", ME);
    payload.put("fromMe", true);
    payload.put("source", "app");
    payload.put("to", message.chatId());
    payload.putNull("participant");
    payload.put("body", message.text());
    payload.put("hasMedia", false);
    payload.putNull("media");
    payload.put("ack", Ack.SERVER.number());
    payload.put("ackName", Ack.SERVER.name());
    payload.putNull("location");
    payload.putArray("vCards");
    payload.putNull("replyTo");
    payload.putObject("_data");
    return envelope("message.any", session, payload);
  }

  private static @Nullable ObjectNode media(Incoming message, String files) {
    if (message.type().mimetype() == null) {
      return null;
    }
    String file = message.id() + "." + message.type().extension();
    ObjectNode media = JSON.createObjectNode();
    media.put("url", files + "/" + file);
    media.put("mimetype", message.type().mimetype());
    media.put("filename", message.type() == MessageType.DOCUMENT ? SampleFile.PAPER.file() : null);
    media.putNull("s3");
    media.putNull("error");
    return media;
  }

  private static @Nullable ObjectNode location(Incoming message) {
    if (message.type() != MessageType.LOCATION) {
      return null;
    }
    ObjectNode location = JSON.createObjectNode();
    Extras.Place place = message.extras().location();
    if (place == null) {
      location.put("description", message.text());
      location.put("latitude", -23.561414).put("longitude", -46.655881);
    } else {
      location.put("description", place.name() == null ? "" : place.name());
      location.put("latitude", place.latitude()).put("longitude", place.longitude());
    }
    return location;
  }

  private static ObjectNode raw(Incoming message) {
    ObjectNode raw = JSON.createObjectNode();
    raw.putObject("key")
        .put("remoteJid", message.chatId().replace("@c.us", "@s.whatsapp.net"))
        .put("fromMe", false)
        .put("id", message.id());
    raw.put("messageTimestamp", message.sentAt().getEpochSecond());
    if (message.name() != null) {
      raw.put("pushName", message.name());
    }
    ObjectNode parts = raw.putObject("message");
    if (message.type() == MessageType.TEXT) {
      parts.put(message.type().part(), message.text());
    } else {
      ObjectNode part = parts.putObject(message.type().part());
      if (message.type() == MessageType.AUDIO) {
        part.put("ptt", true);
      }
    }
    return raw;
  }

  /** Writes the webhook of an acknowledgement for a message of the business. */
  byte[] acknowledgement(String session, String chatId, String messageId, Ack ack) {
    ObjectNode payload = JSON.createObjectNode();
    payload.put("id", "true_" + chatId + "_" + messageId);
    payload.put("from", chatId);
    payload.put("to", ME);
    payload.putNull("participant");
    payload.put("fromMe", true);
    payload.put("ack", ack.number());
    payload.put("ackName", ack.name());
    return envelope("message.ack", session, payload);
  }

  private byte[] envelope(String event, String session, ObjectNode payload) {
    Instant now = clock.instant();
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("id", "evt_" + Ulid.at(now).toLowerCase(Locale.ROOT));
    envelope.put("timestamp", now.toEpochMilli());
    envelope.put("event", event);
    envelope.put("session", session);
    envelope.putObject("metadata");
    envelope.putObject("me").put("id", ME).put("pushName", "Recado");
    envelope.set("payload", payload);
    envelope.put("engine", ENGINE);
    envelope
        .putObject("environment")
        .put("version", "simulator")
        .put("engine", ENGINE)
        .put("tier", "PLUS")
        .putNull("browser");
    try {
      return JSON.writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers is always JSON", e);
    }
  }
}
