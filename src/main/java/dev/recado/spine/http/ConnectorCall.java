package dev.recado.spine.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.client5.http.HttpRoute;
import org.jspecify.annotations.Nullable;

/**
 * The next HTTP request of a connector's route, as Java code prepares it for the step behind it.
 *
 * <p>The step is {@code toD: ${variable.httpServer}}; the path and the query are in headers,
 * because Camel would decode them in the address of a step. A secret is no header of the message:
 * it is put into the request at the last moment, and only into one for the server that it was given
 * for.
 */
public final class ConnectorCall {

  private static final String CREDENTIAL = "recado.connector-credential";

  private final Exchange exchange;
  private final String server;

  private ConnectorCall(Exchange exchange, String server) {
    this.exchange = exchange;
    this.server = server;
  }

  /** A secret and the server that may see it. */
  private record Bound(Credential credential, String server) {}

  /**
   * Begins a request without a body and without a secret.
   *
   * @param exchange of the connector's route; its headers and its body are replaced
   * @param method such as {@code POST}
   * @param address with an encoded path and query
   */
  public static ConnectorCall to(Exchange exchange, String method, URI address) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    exchange.removeProperty(CREDENTIAL);
    String server = address.getScheme() + "://" + address.getRawAuthority();
    exchange.setVariable("httpServer", server);
    header(message, Exchange.HTTP_PATH, address.getRawPath());
    header(message, Exchange.HTTP_QUERY, address.getRawQuery());
    // The enum saves a search: for a text Camel would search its type converters at each call.
    message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(method));
    message.setBody(null);
    HeadersOfSteps.past(exchange, Set.of());
    return new ConnectorCall(exchange, server(address));
  }

  private static void header(Message message, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      message.setHeader(name, value);
    }
  }

  /** Gives the request a body. */
  public ConnectorCall body(String contentType, byte[] body) {
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, contentType);
    exchange.getMessage().setBody(body);
    return this;
  }

  /** Gives the request a body of JSON. */
  public ConnectorCall json(byte[] body) {
    return body("application/json", body);
  }

  /** Puts a secret into a header. */
  public ConnectorCall secret(String header, String value) {
    Credential.Place place = new Credential.Place(false, header);
    exchange.setProperty(CREDENTIAL, new Bound(new Credential.Fixed(value, place), server));
    return this;
  }

  /** Shows a bearer token (RFC 6750). */
  public ConnectorCall bearer(String token) {
    return secret("Authorization", "Bearer " + token);
  }

  /** Shows a user and a password (RFC 7617). */
  public ConnectorCall basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return secret("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }

  /** The secret of the exchange's request, or null where it has none for this server. */
  static @Nullable Credential credential(Exchange exchange, HttpRoute route) {
    Bound bound = exchange.getProperty(CREDENTIAL, Bound.class);
    return bound == null || route.getProxyHost() != null || !bound.server().equals(server(route))
        ? null
        : bound.credential();
  }

  private static String server(URI address) {
    return server(address.getScheme(), String.valueOf(address.getHost()), address.getPort());
  }

  private static String server(HttpRoute route) {
    var host = route.getTargetHost();
    return server(host.getSchemeName(), host.getHostName(), host.getPort());
  }

  private static String server(String scheme, String host, int port) {
    int number = port > 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return (scheme + "://" + bare + ":" + number).toLowerCase(java.util.Locale.ROOT);
  }
}
