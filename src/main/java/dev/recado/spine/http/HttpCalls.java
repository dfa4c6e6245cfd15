package dev.recado.spine.http;

import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the calls of {@code http-call} and reads their answers, for the Kamelet {@code
 * http-call-sink}.
 */
public final class HttpCalls {

  /** A repeat of these methods does no harm by definition (RFC 9110, section 9.2.2). */
  private static final Set<String> IDEMPOTENT = Set.of("PUT", "DELETE");

  private final Credentials credentials;

  HttpCalls(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * Turns the payload into a request. Its server is in the variable {@code httpServer}; the path
   * and the query are in headers, because Camel would decode them in the address of a step.
   *
   * @param exchange its body is the payload before, and the body of the request afterwards; the
   *     address is in the variable {@code address}
   * @throws IllegalStateException if the named credential is not configured
   * @throws IOException if the named credential is a token, and none is given at present
   */
  public void prepare(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    Map<?, ?> payload = message.getBody(Map.class);
    String method = String.valueOf(payload.get("method"));
    exchange.setVariable("repeatable", repeatable(payload, method));
    message.removeHeaders("*");
    header(message, Exchange.CONTENT_TYPE, payload.get("contentType"));
    header(message, "Idempotency-Key", exchange.getVariable("outboxId"));
    if (payload.get("headers") instanceof Map<?, ?> headers) {
      RequestValues.headers(headers).forEach(message::setHeader);
    }
    address(exchange, URI.create(String.valueOf(exchange.getVariable("address"))));
    // The enum saves a search: for a text Camel would search its type converters at each call.
    message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(method));
    Object credential = payload.get("credential");
    if (credential != null) {
      credentials.use(String.valueOf(credential), exchange);
      exchange.setVariable("credential", String.valueOf(credential));
    }
    HeadersOfSteps.past(exchange, Set.of());
    Object body = payload.get("body");
    message.setBody(body == null ? null : String.valueOf(body).getBytes(StandardCharsets.UTF_8));
  }

  private static void address(Exchange exchange, URI address) {
    exchange.setVariable("httpServer", address.getScheme() + "://" + address.getRawAuthority());
    header(exchange.getMessage(), Exchange.HTTP_PATH, address.getRawPath());
    header(exchange.getMessage(), Exchange.HTTP_QUERY, address.getRawQuery());
  }

  private static boolean repeatable(Map<?, ?> payload, String method) {
    return Boolean.TRUE.equals(payload.get("repeatable")) || IDEMPOTENT.contains(method);
  }

  private static void header(Message message, String name, @Nullable Object value) {
    if (value != null) {
      message.setHeader(name, value);
    }
  }

  /**
   * Reads the answer into the variable {@code outcome}. Of an answer that is no success, it keeps
   * the beginning of the text.
   *
   * @param exchange with the answer
   */
  public void outcome(Exchange exchange) {
    Message answer = exchange.getMessage();
    Integer code = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    boolean repeatable = Boolean.TRUE.equals(exchange.getVariable("repeatable"));
    int status = code == null ? 0 : code;
    String text =
        status / 100 == 2
            ? null
            : AnswerText.of(
                answer, credentials.secrets(exchange.getVariable("credential", String.class)));
    exchange.setVariable("outcome", sort(status, repeatable, after(answer), text));
  }

  /**
   * Any 2xx is a success, because the hub does not know what the answer should hold. 408, 425, 429
   * and 503 say that nothing was done. Other server errors may hide a success, and so may a
   * redirect, which may lead to the result or to a login page. The hub never follows one.
   */
  private static Outcome sort(
      int status, boolean repeatable, @Nullable Duration after, @Nullable String text) {
    String reason = "HTTP_" + status;
    if (status / 100 == 2) {
      return new Outcome.Done(null, null);
    }
    if (status == 408 || status == 425 || status == 429 || status == 503) {
      return new Outcome.Retry(reason, after, text);
    }
    if (status >= 500 || status < 400) {
      return repeatable
          ? new Outcome.Retry(reason, after, text)
          : new Outcome.Unknown(reason, text);
    }
    return new Outcome.Refused(reason, text);
  }

  private static @Nullable Duration after(Message answer) {
    String after = answer.getHeader("Retry-After", String.class);
    return after != null && after.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(after))
        : null;
  }
}
