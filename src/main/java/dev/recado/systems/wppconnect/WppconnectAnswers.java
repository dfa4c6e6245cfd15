package dev.recado.systems.wppconnect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.ConnectorAnswer;
import dev.recado.spine.outbox.Outcome;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.GatewayLink;
import dev.recado.systems.engine.MessageKey;
import dev.recado.systems.engine.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Writes the requests to WPPConnect and reads its answers, for the Kamelets {@code
 * wppconnect-text-sink} and {@code wppconnect-media-sink}.
 *
 * <p>docs/contracts.md#wppconnect-errors says what each answer means for a message. The server
 * checks a number itself before it sends anything. It takes no ids from us, so a send whose end is
 * not known is not repeated.
 */
public final class WppconnectAnswers {

  private static final String MISSING = "não existe";

  private final ObjectMapper json;
  private final Channels channels;

  WppconnectAnswers(ObjectMapper json, Channels channels) {
    this.json = json;
    this.channels = channels;
  }

  private GatewayLink link(Exchange exchange) {
    return (GatewayLink) channels.link(exchange.getVariable("channel", Channel.class));
  }

  /**
   * Keeps the payload and the address as variables.
   *
   * @param exchange its body is the payload
   */
  public void begin(Exchange exchange) {
    Target.begin(exchange);
  }

  /**
   * Prepares the request that sends the message.
   *
   * @param exchange as {@link #begin} left it
   * @throws JsonProcessingException never, because the body holds only texts and flags
   */
  public void write(Exchange exchange) throws JsonProcessingException {
    Map<String, @Nullable Object> request = addressed(Target.of(exchange));
    String path =
        switch (Target.kind(exchange)) {
          case "whatsapp-media" -> file(Target.payload(exchange), request);
          case "whatsapp-location" -> place(Target.payload(exchange), request);
          default -> {
            request.put("message", Target.text(exchange));
            request.put("options", Map.of());
            yield "/send-message";
          }
        };
    request.values().removeIf(Objects::isNull);
    WppconnectServer.of(exchange.getVariable("channel", Channel.class))
        .call(exchange, path)
        .json(json.writeValueAsBytes(request));
  }

  /** The server adds the ending of the chat id itself, by these flags. */
  private static Map<String, @Nullable Object> addressed(String to) {
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    boolean person = !ChatId.isGroup(to) && !ChatId.isHidden(to);
    request.put("phone", person ? to.split("@", 2)[0].replaceAll("\\D", "") : to.split("@", 2)[0]);
    request.put("isGroup", ChatId.isGroup(to));
    request.put("isNewsletter", false);
    request.put("isLid", ChatId.isHidden(to));
    return request;
  }

  /** The server fetches the file from its address. */
  private static String file(Map<?, ?> payload, Map<String, @Nullable Object> request) {
    request.put("path", String.valueOf(payload.get("url")));
    request.put("filename", payload.get("filename"));
    request.put("caption", payload.get("caption"));
    return "image".equals(payload.get("kind")) ? "/send-image" : "/send-file";
  }

  private static String place(Map<?, ?> payload, Map<String, @Nullable Object> request) {
    request.put("lat", String.valueOf(payload.get("latitude")));
    request.put("lng", String.valueOf(payload.get("longitude")));
    request.put("title", payload.get("title"));
    request.put("address", payload.get("address"));
    return "/send-location";
  }

  /**
   * Reads the answer into the variable {@code outcome}. A number that is not on WhatsApp leaves
   * none if it has another form, which is to be tried next.
   *
   * @param exchange with the answer
   */
  public void sent(Exchange exchange) {
    ConnectorAnswer answer = ConnectorAnswer.of(exchange);
    Outcome outcome = answer.ok() ? taken(exchange, answer) : failed(exchange, answer);
    if (outcome != null) {
      exchange.setVariable("outcome", outcome);
    }
  }

  private Outcome taken(Exchange exchange, ConnectorAnswer answer) {
    JsonNode tree = answer.tree();
    JsonNode response = tree.path("response");
    JsonNode message = response.isArray() ? response.path(0) : response;
    String id = WppconnectMessage.id(message.path("id"));
    if (id == null || !"success".equals(tree.path("status").asText())) {
      return noAnswer(answer.status());
    }
    link(exchange).rest().end();
    MessageKey key = MessageKey.of(id);
    String to = ChatId.known(WppconnectMessage.id(message.path("to")));
    String chat = key.chat();
    return new Outcome.Done(key.id(), chat != null || to == null ? chat : ChatId.plain(to));
  }

  private static Outcome noAnswer(int status) {
    String reason =
        "WPPCONNECT_%d: a resposta não é do WPPConnect (uma página? um proxy?); confira o endereço do canal (WPPCONNECT_URL)"
            .formatted(status);
    // A system in front of it that refuses has not passed the message on.
    return status / 100 == 4
        ? new Outcome.Retry(reason, null)
        : new Outcome.Unknown(reason + "; a mensagem pode ter saído");
  }

  private @Nullable Outcome failed(Exchange exchange, ConnectorAnswer answer) {
    int status = answer.status();
    if (answer.later()) {
      return new Outcome.Retry("o WPPConnect respondeu " + status, answer.retryAfter());
    }
    JsonNode tree = answer.tree();
    String message = tree.path("message").asText("");
    return switch (status) {
      case 401, 403 -> tree.isObject() ? refused(exchange, status) : noAnswer(status);
      case 404 -> tree.has("status") ? away(exchange) : noAnswer(status);
      case 400 -> message.contains(MISSING) ? missing(exchange) : bad(answer);
      default -> status < 500 ? bad(answer) : broken(tree, status);
    };
  }

  private Outcome refused(Exchange exchange, int status) {
    String reason =
        "WPPCONNECT_"
            + status
            + ": o WPPConnect recusa o token; corrija-o no canal (token, ou WPPCONNECT_TOKEN): ele pertence a uma só sessão."
            + " As mensagens esperam e saem sozinhas";
    link(exchange).rest().begin(reason);
    return new Outcome.Blocked(reason);
  }

  /** Here 404 is no wrong address: the session is not connected, and nothing was sent. */
  private Outcome away(Exchange exchange) {
    String reason =
        "WPPCONNECT_404: a sessão não está conectada ao WhatsApp; inicie-a e leia o QR code."
            + " As mensagens esperam e saem sozinhas";
    link(exchange).rest().begin(reason);
    return new Outcome.Blocked(reason);
  }

  private @Nullable Outcome missing(Exchange exchange) {
    link(exchange).rest().end();
    String tried = Target.of(exchange).split("@", 2)[0];
    return Target.other(exchange, tried, digits -> digits)
        ? null
        : new Outcome.Refused("NOT_ON_WHATSAPP: este número não tem WhatsApp");
  }

  /** The text of the answer is not kept: it may repeat the message. */
  private static Outcome bad(ConnectorAnswer answer) {
    JsonNode tree = answer.tree();
    return tree.isObject() || tree.isTextual()
        ? new Outcome.Refused("WPPCONNECT_" + answer.status() + ": o pedido foi recusado")
        : noAnswer(answer.status());
  }

  /** It failed while it was sending, so the message may have gone out; but not without its file. */
  private static Outcome broken(JsonNode tree, int status) {
    if (!tree.isObject()) {
      return noAnswer(status);
    }
    return "empty_file".equals(tree.at("/error/code").asText())
        ? new Outcome.Refused(
            "WPPCONNECT_"
                + status
                + ": o WPPConnect não conseguiu baixar o arquivo do endereço dele")
        : new Outcome.Unknown("WPPCONNECT_" + status + ": falhou; a mensagem pode ter saído");
  }
}
