package dev.recado.systems.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.ConnectorAnswer;
import dev.recado.spine.http.ConnectorCall;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes Twilio's requests and reads its answers, for the Kamelets {@code twilio-text-sink} and
 * {@code twilio-media-sink}.
 *
 * <p>docs/contracts.md#twilio-errors says what each answer means for a message. Twilio's API knows
 * no repeated send, so after a failure of the server the message may have gone out.
 */
public final class TwilioAnswers {

  private static final Logger log = LoggerFactory.getLogger(TwilioAnswers.class);

  private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-fA-F]{32}");

  /** Shorter than that, a messaging limit is not over. */
  private static final Duration LATER = Duration.ofHours(1);

  private static final String FIELDS = "twilioFields";
  private static final String TO = "twilioTo";
  private static final String OTHER = "twilioOther";
  private static final String OUTCOME = "outcome";

  private final TwilioContent content;
  private final Channels channels;
  private final Contacts contacts;

  TwilioAnswers(ObjectMapper json, Channels channels, Contacts contacts) {
    this.content = new TwilioContent(json);
    this.channels = channels;
    this.contacts = contacts;
  }

  private TwilioLink link(Exchange exchange) {
    return (TwilioLink) channels.link(channel(exchange));
  }

  private static Channel channel(Exchange exchange) {
    return exchange.getVariable("channel", Channel.class);
  }

  /**
   * Decides what is sent and to whom; leaves an {@code outcome} if that is not possible.
   *
   * @param exchange its body is the payload; with the variables of a send
   */
  public void begin(Exchange exchange) {
    String known = exchange.getVariable("chatId", String.class);
    String address = exchange.getVariable("address", String.class);
    Optional<String> to = TwilioAddress.of(known == null ? address : known);
    if (to.isEmpty()) {
      exchange.setVariable(
          OUTCOME,
          new Outcome.Refused(
              "TWILIO_ADDRESS: a Twilio só escreve a um número de telefone, e o deste contato não é conhecido; responda"
                  + " pelo canal em que ele escreveu"));
      return;
    }
    exchange.setVariable(TO, to.get());
    boolean open = !Boolean.FALSE.equals(exchange.getVariable("windowOpen"));
    String kind = exchange.getVariable("kind", String.class);
    try {
      Map<?, ?> payload = exchange.getMessage().getBody(Map.class);
      exchange.setVariable(FIELDS, content.of(kind, payload, open));
    } catch (TwilioContent.NotSendable e) {
      exchange.setVariable(OUTCOME, new Outcome.Refused(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Prepares the request that sends the message.
   *
   * @param exchange after {@link #begin}
   */
  public void write(Exchange exchange) {
    Channel channel = channel(exchange);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("To", exchange.getVariable(TO, String.class));
    String from = channel.setting(TwilioProvider.FROM);
    if (from.startsWith("MG")) {
      form.put("MessagingServiceSid", from);
    } else {
      form.put("From", TwilioAddress.of(from).orElse(from));
    }
    Map<?, ?> fields = exchange.getVariable(FIELDS, Map.class);
    fields.forEach((name, value) -> form.put(String.valueOf(name), String.valueOf(value)));
    callback(channel, exchange.getVariable("outboxId", String.class))
        .ifPresent(address -> form.put("StatusCallback", address));
    TwilioAccount account = TwilioAccount.of(channel);
    ConnectorCall.to(exchange, "POST", account.messages())
        .body("application/x-www-form-urlencoded", encoded(form))
        .basic(account.sid(), account.token());
  }

  /**
   * The address names the message: a status then finds it even if the answer to the send is lost.
   */
  private static Optional<String> callback(Channel channel, @Nullable String outboxId) {
    String url = channel.setting(TwilioProvider.WEBHOOK_URL);
    if (url.isEmpty() || outboxId == null) {
      return Optional.of(url).filter(address -> !address.isEmpty());
    }
    String mark = url.indexOf('?') < 0 ? "?" : "&";
    return Optional.of(url + mark + TwilioWebhooks.OUTBOX + "=" + outboxId);
  }

  private static byte[] encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the answer to {@link #write} into the variable {@code outcome}. If the number may have
   * another form, there is no outcome yet and the next request goes to that form.
   *
   * @param exchange with the answer
   */
  public void sent(Exchange exchange) {
    ConnectorAnswer answer = ConnectorAnswer.of(exchange);
    Outcome outcome = answer.ok() ? taken(exchange, answer) : failed(exchange, answer);
    if (outcome != null) {
      exchange.setVariable(OUTCOME, outcome);
    }
  }

  private @Nullable Outcome taken(Exchange exchange, ConnectorAnswer answer) {
    JsonNode message = answer.tree();
    String sid = message.path("sid").asText();
    if (!SID.matcher(sid).matches()) {
      return new Outcome.Unknown(notTwilio(answer.status()) + "; a mensagem pode ter saído");
    }
    int code = message.path("error_code").asInt(0);
    if (code != 0) {
      return meant(exchange, code, answer);
    }
    link(exchange).accepted();
    return new Outcome.Done(sid, exchange.getVariable(OTHER, String.class));
  }

  private static String notTwilio(int status) {
    return "TWILIO_HTTP_%d: a resposta não é da Twilio (um proxy?); confira o campo 'apiUrl' (TWILIO_API_URL)"
        .formatted(status);
  }

  private @Nullable Outcome failed(Exchange exchange, ConnectorAnswer answer) {
    int status = answer.status();
    JsonNode error = answer.tree();
    if (status >= 500) {
      return new Outcome.Unknown(
          "TWILIO_HTTP_%d: a Twilio falhou, e a mensagem pode ter saído; confira no console antes de reenviar"
              .formatted(status));
    }
    if (status == 401) {
      return meant(exchange, TwilioErrors.AUTHENTICATE, answer);
    }
    if (status == 429) {
      return meant(exchange, TwilioErrors.TOO_MANY, answer);
    }
    if (answer.later() || !error.path("code").isInt()) {
      // A system in front of Twilio that refuses has not passed the message on.
      return new Outcome.Retry(notTwilio(status), answer.retryAfter());
    }
    return meant(exchange, error.path("code").intValue(), answer);
  }

  /** Null if the other form of the number is to be tried. */
  private @Nullable Outcome meant(Exchange exchange, int code, ConnectorAnswer answer) {
    String told = TwilioErrors.told(code);
    TwilioErrors.Then then = TwilioErrors.of(code).then();
    if (then == TwilioErrors.Then.BLOCKED) {
      link(exchange).refused(told);
      return new Outcome.Blocked(told);
    }
    if (code != TwilioErrors.TOO_MANY) {
      link(exchange).accepted();
    }
    return switch (then) {
      case RETRY -> new Outcome.Retry(told, answer.retryAfter());
      case LATER -> new Outcome.Retry(told, LATER);
      case OTHER_FORM -> turned(exchange) ? null : refused(told, answer);
      case OPT_OUT -> optedOut(exchange, told, answer);
      default -> refused(told, answer);
    };
  }

  /** Twilio's own words may repeat the number of the contact. */
  private static Outcome refused(String told, ConnectorAnswer answer) {
    String words = answer.tree().path("message").asText("");
    return new Outcome.Refused(told, words.isEmpty() ? null : Phones.maskAll(words));
  }

  /**
   * Turns to the other form of a Brazilian number, once. A contact who has written is known by the
   * right form.
   */
  private static boolean turned(Exchange exchange) {
    String address = exchange.getVariable("address", String.class);
    if (exchange.getVariable("chatId") != null || exchange.getVariable(OTHER) != null) {
      return false;
    }
    String other = Phones.otherForm(Objects.requireNonNull(address)).orElse(null);
    if (other == null) {
      return false;
    }
    exchange.setVariable(OTHER, other);
    exchange.setVariable(TO, TwilioAddress.of(other).orElseThrow());
    exchange.setVariable("requestSent", false);
    return true;
  }

  /** Without PostgreSQL it is kept the next time: Twilio refuses this contact until it writes. */
  private Outcome optedOut(Exchange exchange, String told, ConnectorAnswer answer) {
    String address = exchange.getVariable("address", String.class);
    try {
      contacts.optOut(address, told, new Contacts.Consent(channel(exchange).id(), null, null));
    } catch (DataAccessException e) {
      log.warn("The hub could not keep that a contact has opted out at Twilio");
    }
    return refused(told, answer);
  }
}
