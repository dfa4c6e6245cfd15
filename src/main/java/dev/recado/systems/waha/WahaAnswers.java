package dev.recado.systems.waha;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.ConnectorAnswer;
import dev.recado.spine.outbox.Offer;
import dev.recado.spine.outbox.Outcome;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.MessageKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Writes WAHA's requests and reads its answers, for the Kamelets {@code waha-text-sink} and {@code
 * waha-media-sink}.
 *
 * <p>The table in docs/contracts.md#waha-errors says what each answer means for a message. Only an
 * answer in one of the documented shapes is a success or a refusal. An answer from another system
 * in WAHA's place is tried again, or is unknown if the message may have gone out. An answer's text
 * is never kept whole, because an engine failure repeats the message in it.
 */
public final class WahaAnswers {

  private static final String PAYLOAD = "payload";
  private static final Set<String> AS_IMAGE = Set.of("image/jpeg", "image/png");

  private final ObjectMapper json;
  private final Channels channels;

  WahaAnswers(ObjectMapper json, Channels channels) {
    this.json = json;
    this.channels = channels;
  }

  private WahaLink link(Exchange exchange) {
    return (WahaLink) channels.link(exchange.getVariable("channel", Channel.class));
  }

  /**
   * Keeps the payload as the variable {@code payload}, and sets the variable {@code chatId} if the
   * address is a chat id already: a hidden identity or a group has no number to check with
   * WhatsApp.
   *
   * @param exchange its body is the payload; with the variable {@code address}
   */
  public void begin(Exchange exchange) {
    exchange.setVariable(PAYLOAD, exchange.getMessage().getBody(Map.class));
    String address = exchange.getVariable("address", String.class);
    if (exchange.getVariable("chatId") == null && ChatId.is(address)) {
      exchange.setVariable("chatId", ChatId.plain(address));
    }
    exchange.setVariable("askFor", address);
  }

  /**
   * Prepares the question for the chat id of a number. Only WhatsApp knows it.
   *
   * @param exchange with the number in the variable {@code askFor}
   */
  public void ask(Exchange exchange) {
    WahaLink link = link(exchange);
    String phone = exchange.getVariable("askFor", String.class).replaceAll("\\D", "");
    link.server()
        .call(
            exchange,
            "GET",
            "/api/contacts/check-exists?phone=" + phone + "&session=" + link.session());
  }

  /**
   * Reads the answer to check-exists into the variable {@code chatId}.
   *
   * <p>If the number is not registered but has another form, that form becomes the variable {@code
   * otherAddress}, to be checked next. If it has none, the variable {@code outcome} says so.
   *
   * @param exchange with the answer
   */
  public void checked(Exchange exchange) {
    ConnectorAnswer given = ConnectorAnswer.of(exchange);
    if (given.status() != 200) {
      exchange.setVariable("outcome", WahaRefusal.of(link(exchange), given, true));
      return;
    }
    JsonNode answer = given.tree();
    JsonNode exists = answer.path("numberExists");
    String chatId = answer.path("chatId").asText();
    if (!exists.isBoolean() || exists.booleanValue() && !ChatId.is(chatId)) {
      exchange.setVariable("outcome", WahaRefusal.notWahas(given.status(), true));
      return;
    }
    if (exists.booleanValue()) {
      exchange.setVariable("chatId", chatId);
      exchange.setVariable("newChatId", chatId);
      return;
    }
    Optional<String> other =
        exchange.getVariable("otherAddress") == null
            ? Phones.otherForm(exchange.getVariable("address", String.class))
            : Optional.empty();
    if (other.isPresent()) {
      exchange.setVariable("otherAddress", other.get());
      exchange.setVariable("askFor", other.get());
    } else {
      exchange.setVariable(
          "outcome", new Outcome.Refused("NOT_ON_WHATSAPP: este número não tem WhatsApp"));
    }
  }

  /**
   * Prepares the request that sends the message.
   *
   * @param exchange with the variables {@code kind}, {@code payload} and {@code chatId}
   * @throws JsonProcessingException never, because the body holds only texts
   */
  public void write(Exchange exchange) throws JsonProcessingException {
    WahaLink link = link(exchange);
    Map<?, ?> payload = exchange.getVariable(PAYLOAD, Map.class);
    boolean media = "whatsapp-media".equals(exchange.getVariable("kind"));
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("session", link.session());
    request.put("chatId", exchange.getVariable("chatId"));
    if (media) {
      request.put("file", file(payload));
      request.put("caption", payload.get("caption"));
    } else {
      request.put("text", text(payload));
      request.put("id", exchange.getVariable("messageId"));
    }
    request.values().removeIf(Objects::isNull);
    markSeen(exchange, link);
    String path = media ? mediaPath(payload) : "/api/sendText";
    link.server().call(exchange, "POST", path).json(json.writeValueAsBytes(request));
  }

  /**
   * As a person would have read the message before the answer; the answer does not depend on it.
   */
  private static void markSeen(Exchange exchange, WahaLink link) {
    boolean wanted =
        "true".equals(exchange.getVariable("channel", Channel.class).setting(WahaProvider.SEEN));
    if (wanted && Boolean.TRUE.equals(exchange.getVariable("reply", Boolean.class))) {
      link.calls()
          .seen(
              exchange.getVariable("chatId", String.class),
              exchange.getVariable("wroteId", String.class));
    }
  }

  private static String mediaPath(Map<?, ?> payload) {
    return AS_IMAGE.contains(String.valueOf(payload.get("mimetype")))
            && "image".equals(payload.get("kind"))
        ? "/api/sendImage"
        : "/api/sendFile";
  }

  private static Map<String, Object> file(Map<?, ?> payload) {
    Map<String, Object> file = new LinkedHashMap<>();
    for (String field : List.of("mimetype", "url", "filename")) {
      file.put(field, String.valueOf(payload.get(field)));
    }
    return file;
  }

  /** WAHA's API has no buttons that reach every phone, so they are numbered. */
  @SuppressWarnings("unchecked")
  private static String text(Map<?, ?> payload) {
    String text = String.valueOf(payload.get("text"));
    return payload.get("choices") instanceof List<?> choices
        ? Offer.numbered(text, (List<Map<String, Object>>) choices)
        : text;
  }

  /**
   * Reads the answer to {@link #write} into the variable {@code outcome}.
   *
   * @param exchange with the answer
   */
  public void sent(Exchange exchange) {
    ConnectorAnswer answer = ConnectorAnswer.of(exchange);
    boolean repeatable = exchange.getVariable("messageId") != null;
    exchange.setVariable(
        "outcome",
        answer.ok() ? taken(exchange, answer) : WahaRefusal.of(link(exchange), answer, repeatable));
  }

  /**
   * Reads a success. WAHA has the message if the answer holds its id. A 201 without a body is
   * WAHA's, too; any other success comes from a system in front of WAHA.
   */
  private Outcome taken(Exchange exchange, ConnectorAnswer answer) {
    String chosen = exchange.getVariable("messageId", String.class);
    String chatId = exchange.getVariable("newChatId", String.class);
    boolean created = answer.status() == 201;
    if (created && answer.bytes().length == 0) {
      link(exchange).sends().accepted();
      return new Outcome.Done(chosen, chatId);
    }
    String id = messageId(answer.tree());
    if (id == null && created && media(exchange) && answer.tree().isObject()) {
      // WAHA's specification gives this answer no shape.
      link(exchange).sends().accepted();
      return new Outcome.Done(null, chatId);
    }
    if (id == null) {
      return WahaRefusal.notWahas(answer.status(), chosen != null);
    }
    link(exchange).sends().accepted();
    return new Outcome.Done(id, chatId);
  }

  private static boolean media(Exchange exchange) {
    return "whatsapp-media".equals(exchange.getVariable("kind"));
  }

  /**
   * The last segment of the id, which connects acknowledgements; its place differs by engine. Null
   * if there is none, or if it is not valid.
   */
  private static @Nullable String messageId(JsonNode answer) {
    for (JsonNode place :
        List.of(answer.path("id"), answer.at("/id/_serialized"), answer.at("/key/id"))) {
      if (place.isTextual() && WahaCalls.isMessageId(place.asText())) {
        return MessageKey.of(place.asText()).id();
      }
    }
    return null;
  }
}
