package dev.recado.spine.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the requests of {@code http-get-action} and reads their answers.
 *
 * <p>The Kamelet's parameters stand in variables as the flow's author wrote them. Values are
 * inserted one by one and encoded, so that a customer's text stays a value and adds no parameter.
 */
public final class HttpReads {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Object.class);

  private final Credentials credentials;

  HttpReads(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * Prepares the request.
   *
   * @param exchange has the variables {@code httpUrl}, {@code httpPath}, {@code httpQuery}, {@code
   *     httpHeaders} and {@code httpCredential}; its headers become the request's
   * @throws IllegalStateException if the named credential is not configured
   * @throws IOException if the named credential is a token, and none is given at present
   */
  public void prepare(Exchange exchange) throws IOException {
    URI url = URI.create(given(exchange, "httpUrl"));
    // As in http-call: Camel would decode the path in the address of a step.
    exchange.setVariable("httpServer", url.getScheme() + "://" + url.getRawAuthority());
    String path = joined(url.getRawPath(), path(exchange));
    String query = RequestValues.pairs("query", values(exchange, "httpQuery"));
    Map<String, String> headers = RequestValues.headers(values(exchange, "httpHeaders"));
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setBody(null);
    headers.forEach((name, value) -> order(message, name, value));
    order(message, Exchange.HTTP_PATH, path);
    order(message, Exchange.HTTP_QUERY, query);
    String credential = given(exchange, "httpCredential");
    if (!credential.isEmpty()) {
      credentials.use(credential, exchange);
    }
    HeadersOfSteps.past(exchange, Set.of());
  }

  /** Written one behind the other, with one slash between them. */
  private static String joined(String url, String path) {
    if (path.isEmpty()) {
      return url;
    }
    return url.replaceFirst("/$", "") + (path.startsWith("/") ? path : "/" + path);
  }

  private static void order(Message message, String name, String value) {
    if (!value.isEmpty()) {
      message.setHeader(name, value);
    }
  }

  private static String given(Exchange exchange, String name) {
    String text = exchange.getVariable(name, String.class);
    return text == null ? "" : text.strip();
  }

  private static String path(Exchange exchange) {
    List<String> segments = new ArrayList<>();
    for (String segment : given(exchange, "httpPath").split("/", -1)) {
      // A value of dots alone would lead to the parent path.
      segments.add(RequestValues.encoded(filled(exchange, segment)).replaceFirst("^[.]+$", ""));
    }
    return String.join("/", segments);
  }

  /** A map of the flow file, or pairs with {@code &} between them. */
  private static Map<String, @Nullable Object> values(Exchange exchange, String variable) {
    String text = given(exchange, variable);
    return text.startsWith("{") ? tree(exchange, text) : pairs(exchange, text);
  }

  private static Map<String, @Nullable Object> tree(Exchange exchange, String json) {
    try {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      JSON.<Map<String, @Nullable Object>>readValue(json)
          .forEach((name, value) -> values.put(name, filled(exchange, value)));
      return values;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a map of names and values: " + json, e);
    }
  }

  /** Split before any value is inserted. A name may stand several times. */
  private static Map<String, @Nullable Object> pairs(Exchange exchange, String text) {
    Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = filled(exchange, pair.substring(equals + 1));
        pairs.merge(pair.substring(0, equals).strip(), value, HttpReads::both);
      }
    }
    return pairs;
  }

  private static List<Object> both(Object first, Object second) {
    List<Object> all = new ArrayList<>(first instanceof List<?> list ? list : List.of(first));
    all.add(second);
    return all;
  }

  private static @Nullable Object filled(Exchange exchange, @Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> filled = new ArrayList<>();
      list.forEach(each -> filled.add(filled(exchange, each)));
      return filled;
    }
    return value instanceof String text ? evaluated(exchange, text, Object.class) : value;
  }

  private static String filled(Exchange exchange, String text) {
    String value = evaluated(exchange, text, String.class);
    return value == null ? "" : value;
  }

  private static <T> @Nullable T evaluated(Exchange exchange, String text, Class<T> type) {
    if (!text.contains("${")) {
      return type.cast(text);
    }
    return exchange
        .getContext()
        .resolveLanguage("simple")
        .createExpression(text)
        .evaluate(exchange, type);
  }

  /**
   * Reads the answer into the body: maps, lists, texts and numbers; null if there is nothing.
   *
   * @param exchange has the answer, and the address in the variable {@code httpUrl}
   * @throws TryLaterException if the system cannot answer now, or another program answered
   * @throws UnprocessableException if the system refuses
   * @throws IOException if the answer is incomplete
   */
  public void answer(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    Integer code = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    Object body = sorted(host(exchange), code == null ? 0 : code, message);
    message.removeHeaders("*");
    message.setBody(body);
    List.of("Url", "Server", "Path", "Query", "Headers", "Credential")
        .forEach(name -> exchange.removeVariable("http" + name));
  }

  /**
   * As in the reads of Odoo and Kommo: no record is null, a refusal is final, any other failure is
   * temporary.
   */
  private static @Nullable Object sorted(String host, int status, Message message)
      throws IOException {
    if (status / 100 == 2) {
      return json(host, message);
    }
    if (status == 404 || status == 410) {
      return null;
    }
    String told = host + " respondeu " + status;
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      throw new TryLaterException(told, null);
    }
    if (status < 400) {
      throw new TryLaterException(
          told + ", um redirecionamento, que não é seguido: confira o endereço", null);
    }
    throw new UnprocessableException(told + ": confira o endereço, os parâmetros e a credencial");
  }

  private static @Nullable Object json(String host, Message message) throws IOException {
    InputStream in = message.getBody(InputStream.class);
    byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
    if (bytes.length == 0) {
      return null;
    }
    try {
      return JSON.readValue(bytes);
    } catch (JsonProcessingException e) {
      throw new TryLaterException(
          host + " respondeu algo que não é JSON (uma página? um proxy?): confira o endereço", e);
    }
  }

  private static String host(Exchange exchange) {
    String authority = URI.create(given(exchange, "httpUrl")).getAuthority();
    return authority == null ? "O sistema de fora" : authority;
  }
}
