package dev.recado.systems.engine;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.outbox.Offer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;

/**
 * Where a message goes and what it says, as the Kamelets of gateways keep it in variables.
 *
 * <p>A Brazilian number has two forms, and only WhatsApp knows which one is registered. So a number
 * that is not on WhatsApp is tried once more in its other form.
 */
public final class Target {

  private static final String SEND_TO = "sendTo";
  private static final String OTHER = "otherForm";
  private static final String PAYLOAD = "payload";

  private Target() {}

  /** Keeps the payload, and the chat id or else the address, as variables. */
  public static void begin(Exchange exchange) {
    exchange.setVariable(PAYLOAD, exchange.getMessage().getBody(Map.class));
    Object chatId = exchange.getVariable("chatId");
    exchange.setVariable(SEND_TO, chatId == null ? exchange.getVariable("address") : chatId);
  }

  /** Gives the chat id or the address. */
  public static String of(Exchange exchange) {
    return Objects.requireNonNull(exchange.getVariable(SEND_TO, String.class));
  }

  /** Gives the payload. */
  public static Map<?, ?> payload(Exchange exchange) {
    return Objects.requireNonNull(exchange.getVariable(PAYLOAD, Map.class));
  }

  /** Gives the kind of the message, such as {@code whatsapp-text}. */
  public static String kind(Exchange exchange) {
    return String.valueOf(exchange.getVariable("kind"));
  }

  /**
   * Turns to the other form of the number.
   *
   * @param exchange of the message
   * @param tried the digits that are not on WhatsApp
   * @param written how the gateway wants to read the other digits
   * @return false if there is no other form, or it was tried already
   */
  public static boolean other(Exchange exchange, String tried, UnaryOperator<String> written) {
    Optional<String> other =
        exchange.getVariable(OTHER) == null ? Phones.otherForm(tried) : Optional.empty();
    other.ifPresent(
        digits -> {
          exchange.setVariable(OTHER, true);
          exchange.setVariable(SEND_TO, written.apply(digits));
          // Nothing was sent to the first form: a line that breaks now leaves no doubt.
          exchange.setVariable("requestSent", false);
        });
    return other.isPresent();
  }

  /** Gives the text; choices are numbered, because WhatsApp Web has no buttons for every phone. */
  @SuppressWarnings("unchecked")
  public static String text(Exchange exchange) {
    Map<?, ?> payload = payload(exchange);
    String text = String.valueOf(payload.get("text"));
    return payload.get("choices") instanceof List<?> choices
        ? Offer.numbered(text, (List<Map<String, Object>>) choices)
        : text;
  }
}
