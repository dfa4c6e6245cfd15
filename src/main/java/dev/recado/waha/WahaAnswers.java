package dev.recado.waha;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.outbox.Outcome;
import dev.recado.phone.Phones;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes WAHA's requests and reads its answers, for the Kamelet {@code waha-text-sink}.
 *
 * <p>What each answer means for a message is the table "Errors" of contracts/01-waha.md. An
 * answer's text is never kept whole: an engine failure repeats the message in it.
 */
public final class WahaAnswers {

  private static final Logger log = LoggerFactory.getLogger(WahaAnswers.class);

  private final ObjectMapper json;
  private final WahaCalls waha;

  WahaAnswers(ObjectMapper json, WahaCalls waha) {
    this.json = json;
    this.waha = waha;
  }

  /**
   * Makes an address that is a chat id already the variable {@code chatId}: a hidden identity or a
   * group has no number to ask WhatsApp for.
   *
   * @param exchange with the variable {@code address}
   */
  public void addressed(Exchange exchange) {
    String address = exchange.getVariable("address", String.class);
    if (exchange.getVariable("chatId") == null && ChatId.is(address)) {
      exchange.setVariable("chatId", ChatId.plain(address));
    }
  }

  /**
   * Reads the answer to check-exists into the variable {@code chatId}.
   *
   * <p>Where the number is not registered and has another form, that one becomes the variable
   * {@code otherAddress} to be asked for; where there is none, the variable {@code outcome} says
   * so.
   *
   * @param exchange with the answer
   */
  public void checked(Exchange exchange) {
    int status = status(exchange);
    if (status != 200) {
      exchange.setVariable("outcome", failed(exchange, status, true));
      return;
    }
    JsonNode answer = tree(exchange);
    if (answer.path("numberExists").asBoolean()) {
      exchange.setVariable("chatId", answer.path("chatId").asText());
      exchange.setVariable("newChatId", answer.path("chatId").asText());
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
      exchange.setVariable("outcome", new Outcome.Refused("NOT_ON_WHATSAPP: no such account"));
    }
  }

  /**
   * Writes the body of sendText from the variables.
   *
   * @param exchange whose body is the payload
   * @param session the session that sends
   * @return JSON
   * @throws JsonProcessingException never, for there is nothing but text in it
   */
  public byte[] sendText(Exchange exchange, String session) throws JsonProcessingException {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("session", session);
    request.put("chatId", exchange.getVariable("chatId"));
    request.put("text", exchange.getVariable("text"));
    if (exchange.getVariable("messageId") != null) {
      request.put("id", exchange.getVariable("messageId"));
    }
    return json.writeValueAsBytes(request);
  }

  /**
   * Reads the answer to sendText into the variable {@code outcome}.
   *
   * @param exchange with the answer
   */
  public void sent(Exchange exchange) {
    int status = status(exchange);
    boolean repeatable = exchange.getVariable("messageId") != null;
    Outcome outcome =
        status / 100 == 2
            ? new Outcome.Done(messageId(exchange), exchange.getVariable("newChatId", String.class))
            : failed(exchange, status, repeatable);
    exchange.setVariable("outcome", outcome);
  }

  /**
   * The last segment of the id, by which acknowledgements are matched; its place differs by engine.
   */
  private @Nullable String messageId(Exchange exchange) {
    JsonNode answer = tree(exchange);
    String id = answer.path("id").isTextual() ? answer.path("id").asText() : null;
    if (id == null) {
      id = answer.path("id").path("_serialized").asText(null);
    }
    if (id == null) {
      id = answer.path("key").path("id").asText(null);
    }
    if (id == null) {
      return exchange.getVariable("messageId", String.class);
    }
    return MessageKey.of(id).id();
  }

  private Outcome failed(Exchange exchange, int status, boolean repeatable) {
    JsonNode answer = tree(exchange);
    return switch (status) {
      case 401, 403 ->
          new Outcome.Refused("WAHA_" + status + ": the key is refused; check WAHA_API_KEY");
      case 404 -> sessionAway();
      case 422 -> unprocessable(answer);
      case 408, 425, 429, 503 -> new Outcome.Retry("WAHA answered " + status, after(exchange));
      default -> other(status, answer, repeatable);
    };
  }

  private Outcome sessionAway() {
    try {
      waha.startSession();
      return new Outcome.Retry("WAHA_404: the session was not started; it is being started", null);
    } catch (java.io.IOException | WahaCalls.NotOffered e) {
      log.warn("WAHA's session could not be started: {}", e.getMessage());
      return new Outcome.Retry("WAHA_404: the session is not started and could not be", null);
    }
  }

  /** With a list of expected states the session is down; without, an argument is bad. */
  private static Outcome unprocessable(JsonNode answer) {
    return answer.has("expected")
        ? new Outcome.Retry(
            "WAHA_422: the session is " + answer.path("status").asText("not working"), null)
        : new Outcome.Refused("WAHA_422: " + answer.path("message").asText("bad argument"));
  }

  /** After a failure of the engine the message may have gone out all the same. */
  private static Outcome other(int status, JsonNode answer, boolean repeatable) {
    String reason =
        "WAHA_" + status + ": " + answer.path("exception").path("name").asText("no reason given");
    if (status < 500) {
      return new Outcome.Refused(reason);
    }
    return repeatable ? new Outcome.Retry(reason, null) : new Outcome.Unknown(reason);
  }

  private static @Nullable Duration after(Exchange exchange) {
    String after = exchange.getMessage().getHeader("Retry-After", String.class);
    return after != null && after.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(after))
        : null;
  }

  private static int status(Exchange exchange) {
    Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    return status == null ? 0 : status;
  }

  private JsonNode tree(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    try {
      return body == null || body.length == 0
          ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
          : json.readTree(body);
    } catch (java.io.IOException notJson) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }
}
