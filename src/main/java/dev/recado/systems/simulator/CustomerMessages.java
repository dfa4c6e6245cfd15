package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a customer's message as the webhook that WAHA would send, for trials without a phone. */
public final class CustomerMessages {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CustomerMessages() {}

  /**
   * Writes a webhook.
   *
   * @param id WhatsApp's id of the message
   * @param from the phone's digits, or a chat id such as {@code 1234@lid}, {@code 1234@g.us} or
   *     {@code status@broadcast}
   * @param kind {@code text}, {@code image}, {@code audio}, {@code sticker}, {@code document} or
   *     {@code location}
   * @param text its text, possibly empty
   * @param name the customer's display name, or null
   * @param sentAt when it was sent
   * @return the body of the webhook; empty if there is no such kind
   */
  public static Optional<byte[]> webhook(
      String id, String from, String kind, String text, @Nullable String name, Instant sentAt) {
    String chat = from.contains("@") ? from : from + "@c.us";
    WahaWebhook webhooks = new WahaWebhook(Clock.fixed(sentAt, ZoneOffset.UTC));
    return Stream.of(MessageType.values())
        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(kind))
        .map(type -> new Incoming(id, chat, type, text, name, sentAt))
        .map(message -> webhooks.message("default", message, "http://waha.example/files"))
        .findFirst();
  }

  /**
   * Writes the webhook of a tapped button or row, in the shape of WAHA's engine WEBJS.
   *
   * @param id WhatsApp's id of the message
   * @param from as for {@link #webhook}
   * @param button the id of the button or row
   * @param title what the customer reads on it
   * @param name the customer's display name, or null
   * @param sentAt when it was tapped
   * @return the body of the webhook
   */
  public static byte[] tap(
      String id, String from, String button, String title, @Nullable String name, Instant sentAt) {
    byte[] typed = webhook(id, from, "text", title, name, sentAt).orElseThrow();
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(typed);
      ObjectNode data = root.withObject("/payload/_data");
      data.put("type", "list_response");
      data.withObject("/listResponse").put("title", title);
      data.withObject("/listResponse/singleSelectReply").put("selectedRowId", button);
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new UncheckedIOException("The simulator's own webhook is no JSON", e);
    }
  }
}
