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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

  private final HttpSettings settings;

  HttpReads(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * Prepares the request.
   *
   * @param exchange has the variables {@code httpPath}, {@code httpQuery}, {@code httpHeaders},
   *     {@code httpCredential} and {@code httpCredentialHeader}; its headers become the request's
   * @throws IllegalStateException if the named credential is not configured
   */
  public void prepare(Exchange exchange) {
    String path = path(exchange);
    String query = query(exchange);
    List<Map.Entry<String, String>> headers = pairs(exchange, "httpHeaders");
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setBody(null);
    headers.forEach(header -> header(message, header.getKey(), oneLine(header.getValue())));
    String credential = given(exchange, "httpCredential");
    if (!credential.isEmpty()) {
      header(message, given(exchange, "httpCredentialHeader"), settings.credential(credential));
    }
    order(message, Exchange.HTTP_PATH, path);
    order(message, Exchange.HTTP_QUERY, query);
  }

  private static void header(Message message, String name, String value) {
    if (name.toLowerCase(Locale.ROOT).startsWith("camel")) {
      throw new IllegalArgumentException(
          "The header '" + name + "' is a command to Camel and cannot be a header of the request");
    }
    order(message, name, value);
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
      segments.add(encoded(filled(exchange, segment)).replaceFirst("^[.]+$", ""));
    }
    return String.join("/", segments);
  }

  private static String query(Exchange exchange) {
    return pairs(exchange, "httpQuery").stream()
        .map(pair -> pair.getKey() + "=" + encoded(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Split before any value is inserted. */
  private static List<Map.Entry<String, String>> pairs(Exchange exchange, String variable) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (String pair : given(exchange, variable).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = filled(exchange, pair.substring(equals + 1));
        pairs.add(Map.entry(pair.substring(0, equals).strip(), value));
      }
    }
    return pairs;
  }

  private static String filled(Exchange exchange, String text) {
    if (!text.contains("${")) {
      return text;
    }
    String value =
        exchange
            .getContext()
            .resolveLanguage("simple")
            .createExpression(text)
            .evaluate(exchange, String.class);
    return value == null ? "" : value;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A value with a line break would begin another header. */
  private static String oneLine(String value) {
    return value.replaceAll("\\p{Cntrl}+", " ").strip();
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
    List.of("Url", "Path", "Query", "Headers", "Credential", "CredentialHeader")
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
