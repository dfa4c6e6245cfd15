package dev.recado.spine.http;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of the settings, and the last moment before a request leaves, when they are put
 * into it.
 *
 * <p>A message of Camel holds only the name. So no secret is in a header that a later step could
 * send, in a row, in a reason or in the address that an exception names.
 */
final class Credentials implements ExecChainHandler {

  /** The header of a message that names the credential of its request. Camel does not send it. */
  static final String HEADER = "CamelRecadoCredential";

  private static final String EXCHANGE = "org.apache.camel.Exchange";

  private final HttpSettings settings;
  private final Clock clock;
  private final Map<String, Credential> known = new ConcurrentHashMap<>();

  Credentials(HttpSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Adds the handler to a client. */
  void putInto(HttpClientBuilder client) {
    client.addExecInterceptorFirst("credentials", this);
  }

  /**
   * Names the credential of the exchange's next request, and makes sure that there is one: a token
   * that cannot be had must not look like a request that may have arrived.
   *
   * @throws IllegalStateException if it is not configured
   * @throws IOException if it is a token, and none is given at present
   */
  void use(String name, Exchange exchange) throws IOException {
    if (named(name) instanceof OAuthToken token) {
      token.current();
    }
    exchange.getMessage().setHeader(HEADER, name);
  }

  /**
   * What must not be shown of an answer.
   *
   * @param name of a credential, or null
   */
  List<String> secrets(@Nullable String name) {
    return name == null ? List.of() : named(name).secrets().toList();
  }

  private Credential named(String name) {
    Credential credential = known.computeIfAbsent(name, this::read);
    if (credential == null) {
      throw new IllegalStateException(
          "There is no credential '%s': set RECADO_HTTP_CREDENTIALS_%s, or the variables of RECADO_HTTP_OAUTH_%s"
              .formatted(name, variable(name), variable(name)));
    }
    return credential;
  }

  private static String variable(String name) {
    return HttpSettings.plain(name).toUpperCase(Locale.ROOT);
  }

  private @Nullable Credential read(String name) {
    HttpSettings.OAuth oauth = HttpSettings.of(settings.oauth(), name);
    if (oauth != null) {
      return new OAuthToken(name, oauth, clock);
    }
    String secret = HttpSettings.of(settings.credentials(), name);
    String place = HttpSettings.of(settings.credentialPlaces(), name);
    return secret == null
        ? null
        : new Credential.Fixed(
            secret,
            place == null
                ? Credential.Place.AUTHORIZATION
                : Credential.Place.read(place).orElseThrow());
  }

  @Override
  public ClassicHttpResponse execute(ClassicHttpRequest request, Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Credential credential = of(scope);
    if (credential == null) {
      return chain.proceed(request, scope);
    }
    ClassicHttpRequest first = ClassicRequestBuilder.copy(request).build();
    String sent = credential.addTo(first);
    ClassicHttpResponse answer = chain.proceed(first, scope);
    if (answer.getCode() != 401 || !credential.renewed(sent)) {
      return answer;
    }
    EntityUtils.consume(answer.getEntity());
    answer.close();
    ClassicHttpRequest second = ClassicRequestBuilder.copy(request).build();
    credential.addTo(second);
    return chain.proceed(second, scope);
  }

  private @Nullable Credential of(Scope scope) {
    if (!(scope.clientContext.getAttribute(EXCHANGE) instanceof Exchange exchange)) {
      return null;
    }
    String name = exchange.getIn().getHeader(HEADER, String.class);
    return name == null ? ConnectorCall.credential(exchange, scope.route) : named(name);
  }
}
