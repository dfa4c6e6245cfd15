package dev.recado.systems.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.ConnectorAnswer;
import dev.recado.spine.outbox.Outcome;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.GatewayLink;
import dev.recado.systems.engine.Scalars;
import dev.recado.systems.engine.Target;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Writes the requests to Evolution and reads its answers, for the Kamelets {@code
 * evolution-text-sink} and {@code evolution-media-sink}.
 *
 * <p>docs/contracts.md#evolution-errors says what each answer means for a message. Evolution takes
 * no ids from us, so a send whose end is not known is not repeated.
 */
public final class EvolutionAnswers {

  /** Baileys says this before it sends anything. */
  private static final String AWAY = "Connection Closed";

  /** The instance is in Evolution's database, but was not started. */
  private static final String NOT_LOADED = "Cannot read properties of undefined (reading '";

  /** An exception while sending becomes a 400 with its class and its message. */
  private static final Pattern EXCEPTION =
      Pattern.compile("(?s)\\w*(?:Error|Exception)\\b.*|\\[object.*");

  private final ObjectMapper json;
  private final Channels channels;

  EvolutionAnswers(ObjectMapper json, Channels channels) {
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
   * @throws JsonProcessingException never, because the body holds only texts and numbers
   */
  public void write(Exchange exchange) throws JsonProcessingException {
    EvolutionRequest request = EvolutionRequest.of(exchange);
    EvolutionServer.of(exchange.getVariable("channel", Channel.class))
        .call(exchange, request.path())
        .json(json.writeValueAsBytes(request.body()));
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

  /** The answer names the chat id, without the ninth digit where Evolution has dropped it. */
  private Outcome taken(Exchange exchange, ConnectorAnswer answer) {
    JsonNode key = answer.tree().path("key");
    String id = key.path("id").isTextual() ? Scalars.usable(EngineJson.text(key.path("id"))) : null;
    if (id == null) {
      return noAnswer(answer.status());
    }
    link(exchange).rest().end();
    String chat = ChatId.known(EngineJson.text(key.path("remoteJid")));
    return new Outcome.Done(id, chat == null ? null : EvolutionNumber.written(chat));
  }

  private static Outcome noAnswer(int status) {
    String reason =
        "EVOLUTION_%d: a resposta não é da Evolution (uma página? um proxy?); confira o endereço do canal (EVOLUTION_URL)"
            .formatted(status);
    // A system in front of it that refuses has not passed the message on.
    return status / 100 == 4
        ? new Outcome.Retry(reason, null)
        : new Outcome.Unknown(reason + "; a mensagem pode ter saído");
  }

  private @Nullable Outcome failed(Exchange exchange, ConnectorAnswer answer) {
    int status = answer.status();
    if (answer.later()) {
      return new Outcome.Retry("a Evolution respondeu " + status, answer.retryAfter());
    }
    if (!answer.tree().path("response").isObject()) {
      return noAnswer(status);
    }
    JsonNode message = answer.tree().at("/response/message");
    JsonNode first = message.isArray() ? message.path(0) : message;
    String text = first.asText("");
    if (text.contains(AWAY) || text.contains(NOT_LOADED)) {
      return away(exchange, status, "a instância não está conectada ao WhatsApp; leia o QR code.");
    }
    return switch (status) {
      case 401, 403 ->
          away(
              exchange,
              status,
              "a Evolution recusa a chave; corrija-a no canal (apiKey, ou EVOLUTION_API_KEY) ou na Evolution.");
      case 404 ->
          away(
              exchange,
              status,
              "a Evolution não conhece a instância; crie-a, ou corrija o canal (instance, ou EVOLUTION_INSTANCE).");
      case 400 -> first.path("exists").isBoolean() ? missing(exchange, first) : bad(text);
      default -> broken(status, text);
    };
  }

  /** Nothing was sent, and the message is not the reason: it waits. */
  private Outcome away(Exchange exchange, int status, String why) {
    String reason = "EVOLUTION_" + status + ": " + why + " As mensagens esperam e saem sozinhas";
    link(exchange).rest().begin(reason);
    return new Outcome.Blocked(reason);
  }

  /** Evolution has tried the form that its rule gave; a whole JID makes it try the other. */
  private @Nullable Outcome missing(Exchange exchange, JsonNode checked) {
    link(exchange).rest().end();
    String jid = EngineJson.text(checked.path("jid"));
    String tried = ChatId.phone(jid);
    return Target.other(
            exchange, Objects.requireNonNullElse(tried, Target.of(exchange)), EvolutionNumber::jid)
        ? null
        : new Outcome.Refused("NOT_ON_WHATSAPP: este número não tem WhatsApp");
  }

  /** Evolution looks at the request before it sends, and stores the message after it has sent. */
  private static Outcome bad(String text) {
    return EXCEPTION.matcher(text).matches()
        ? new Outcome.Unknown("EVOLUTION_400: falhou; a mensagem pode ter saído")
        : new Outcome.Refused("EVOLUTION_400: o pedido foi recusado");
  }

  private static Outcome broken(int status, String text) {
    if (status < 500) {
      return new Outcome.Refused("EVOLUTION_" + status + ": o pedido foi recusado");
    }
    // Only the file is fetched with this client, and before anything is sent.
    return text.startsWith("AxiosError")
        ? new Outcome.Refused(
            "EVOLUTION_" + status + ": a Evolution não conseguiu baixar o arquivo do endereço dele")
        : new Outcome.Unknown("EVOLUTION_" + status + ": falhou; a mensagem pode ter saído");
  }
}
