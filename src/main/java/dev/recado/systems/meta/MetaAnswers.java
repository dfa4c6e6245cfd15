package dev.recado.systems.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.ConnectorAnswer;
import dev.recado.spine.outbox.Failures;
import dev.recado.spine.outbox.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the requests of the Cloud API and reads its answers, for the Kamelets {@code
 * meta-text-sink} and {@code meta-media-sink}.
 *
 * <p>{@link MetaErrors} says what each error means for a message. Meta knows no key of the hub's by
 * which it would recognise a repeated send, so an answer that is not Meta's leaves the message
 * unknown if it may have gone out.
 */
public final class MetaAnswers {

  private static final Logger log = LoggerFactory.getLogger(MetaAnswers.class);

  private static final String BODY = "metaBody";
  private static final Duration UNPAID_PAUSE = Duration.ofHours(1);
  private static final int MOST_UNKNOWN_ERRORS = 2;

  /** With more, the pause would be longer than that of the outbox's own schedule. */
  private static final int MOST_DOUBLINGS = 5;

  /** The id becomes a key of the outbox. */
  private static final Pattern MESSAGE_ID = Pattern.compile("[\\x21-\\x7e]{1,240}");

  private final ObjectMapper json;
  private final Channels channels;

  MetaAnswers(ObjectMapper json, Channels channels) {
    this.json = json;
    this.channels = channels;
  }

  private MetaLink link(Exchange exchange) {
    return (MetaLink) channels.link(exchange.getVariable("channel", Channel.class));
  }

  /**
   * Writes the message down before anything is sent.
   *
   * <p>Sets the variable {@code outcome} where Meta would refuse it, and else {@code markRead} if
   * the customer's message is to be marked as read first.
   *
   * @param exchange its body is the payload
   * @throws JsonProcessingException never, because the body holds only texts and numbers
   */
  public void begin(Exchange exchange) throws JsonProcessingException {
    MetaRequest request =
        new MetaRequest(
            exchange.getVariable("address", String.class),
            exchange.getVariable("chatId", String.class),
            exchange.getVariable("kind", String.class),
            exchange.getMessage().getBody(Map.class),
            !Boolean.FALSE.equals(exchange.getVariable("windowOpen")),
            exchange.getVariable("outboxId", String.class));
    try {
      exchange.setVariable(BODY, json.writeValueAsBytes(request.written()));
    } catch (UnsendableException e) {
      exchange.setVariable("outcome", new Outcome.Refused(String.valueOf(e.getMessage())));
      return;
    }
    String wrote = exchange.getVariable("wroteId", String.class);
    exchange.setVariable(
        "markRead",
        wrote != null
            && Boolean.TRUE.equals(exchange.getVariable("reply"))
            && link(exchange).firstReply(wrote));
  }

  /**
   * Prepares the request that marks the customer's message as read and shows that the hub types.
   *
   * @param exchange with the variable {@code wroteId}
   * @throws JsonProcessingException never, because the body holds only texts
   */
  public void markRead(Exchange exchange) throws JsonProcessingException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("messaging_product", "whatsapp");
    request.put("status", "read");
    request.put("message_id", exchange.getVariable("wroteId"));
    request.put("typing_indicator", Map.of("type", "text"));
    link(exchange).messages(exchange).json(json.writeValueAsBytes(request));
  }

  /**
   * Reads the answer to {@link #markRead}. A refusal costs no reply.
   *
   * @param exchange with the answer
   */
  public void markedRead(Exchange exchange) {
    ConnectorAnswer answer = ConnectorAnswer.of(exchange);
    if (!answer.ok()) {
      log.debug(
          "A message was not marked as read: {} {}",
          answer.status(),
          MetaJson.code(answer.tree().at("/error/code")));
    }
  }

  /**
   * Notes that {@link #markRead} failed. That costs no reply.
   *
   * @param exchange with the exception
   */
  public void notMarkedRead(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    log.debug("A message was not marked as read: {}", Failures.reason(failure));
  }

  /**
   * Prepares the request that sends the message.
   *
   * @param exchange after {@link #begin}
   */
  public void write(Exchange exchange) {
    link(exchange).messages(exchange).json(exchange.getVariable(BODY, byte[].class));
  }

  /**
   * Reads the answer to {@link #write} into the variable {@code outcome}.
   *
   * @param exchange with the answer
   */
  public void sent(Exchange exchange) {
    ConnectorAnswer answer = ConnectorAnswer.of(exchange);
    JsonNode tree = answer.tree();
    int code = MetaJson.code(tree.at("/error/code"));
    Outcome outcome;
    if (tree.path("error").isObject() && code >= 0) {
      outcome = failed(exchange, answer, tree.path("error"), code);
    } else {
      String id = tree.at("/messages/0/id").asText("");
      outcome =
          answer.ok() && MESSAGE_ID.matcher(id).matches()
              ? taken(link(exchange), tree, id)
              : noAnswer(answer);
    }
    exchange.setVariable("outcome", outcome);
  }

  /** Meta's own id of the contact: in Brazil it may lack the ninth digit that was written to. */
  private static Outcome taken(MetaLink link, JsonNode tree, String id) {
    link.restraint().accepted();
    return new Outcome.Done(id, MetaJson.text(tree, "/contacts/0/wa_id", "/contacts/0/user_id"));
  }

  /** A page or a proxy in Meta's place. One that refuses has not passed the message on. */
  private static Outcome noAnswer(ConnectorAnswer answer) {
    String reason =
        "META_%d: a resposta não é da Meta (uma página? um proxy?); confira META_GRAPH_URL e a rede"
            .formatted(answer.status());
    return answer.later() || answer.status() / 100 == 4
        ? new Outcome.Retry(reason, answer.retryAfter())
        : new Outcome.Unknown(reason + "; a mensagem pode ter saído");
  }

  private Outcome failed(Exchange exchange, ConnectorAnswer answer, JsonNode error, int code) {
    String said = MetaJson.text(error, "/error_data/details", "/error_user_msg", "/message");
    MetaErrors.Row row = MetaErrors.of(code);
    return row == null ? unlisted(answer, error, code, said) : outcome(exchange, answer, row, said);
  }

  /** A code that the table does not have: Meta says itself whether a later try may succeed. */
  private static Outcome unlisted(
      ConnectorAnswer answer, JsonNode error, int code, @Nullable String said) {
    String reason = "META_" + code + ": a Meta recusou a mensagem";
    if (error.path("is_transient").asBoolean()) {
      return new Outcome.Retry(reason, answer.retryAfter(), said);
    }
    return answer.status() >= 500
        ? new Outcome.Unknown(reason + "; ela pode ter saído", said)
        : new Outcome.Refused(reason, said);
  }

  private Outcome outcome(
      Exchange exchange, ConnectorAnswer answer, MetaErrors.Row row, @Nullable String said) {
    MetaLink link = link(exchange);
    Integer attempt = exchange.getVariable("attempt", Integer.class);
    int tried = attempt == null ? 1 : attempt;
    String reason = row.reason();
    return switch (row.action()) {
      case RETRY -> new Outcome.Retry(reason, answer.retryAfter(), said);
      case RETRY_TWICE ->
          tried > MOST_UNKNOWN_ERRORS
              ? new Outcome.Refused(reason + "; tentada " + tried + " vezes", said)
              : new Outcome.Retry(reason, answer.retryAfter(), said);
      // Not a failure of the far side: it must not stop the messages to others.
      case PAIR -> new Outcome.NotYet(reason, pairPause(tried));
      case THROUGHPUT -> slower(link, Restraint.Kind.THROUGHPUT, reason);
      case CALLS -> slower(link, Restraint.Kind.CALLS, reason);
      case SPAM -> blocked(link, Restraint.Kind.SPAM, reason);
      case ACCOUNT -> blocked(link, Restraint.Kind.ACCOUNT, reason);
      case TOKEN -> blocked(link, Restraint.Kind.TOKEN, reason);
      case PAYMENT -> unpaid(link, reason);
      case TOMORROW -> new Outcome.NotYet(reason, Duration.ofHours(24));
      case REFUSE -> new Outcome.Refused(reason, said);
    };
  }

  /** Meta's advice: 4 to the power of n seconds. */
  private static Duration pairPause(int tried) {
    return Duration.ofSeconds(1L << 2 * Math.min(tried - 1, MOST_DOUBLINGS));
  }

  private static Outcome slower(MetaLink link, Restraint.Kind kind, String reason) {
    if (link.restraint().refused(kind, reason)) {
      log.warn("Meta slows a number down: {}", reason);
    }
    return new Outcome.NotYet(reason, link.restraint().left());
  }

  private static Outcome blocked(MetaLink link, Restraint.Kind kind, String reason) {
    link.restraint().refused(kind, reason);
    return new Outcome.Blocked(reason);
  }

  private static Outcome unpaid(MetaLink link, String reason) {
    link.unpaid(reason);
    return new Outcome.NotYet(reason, UNPAID_PAUSE);
  }
}
