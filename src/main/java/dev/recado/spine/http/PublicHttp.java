package dev.recado.spine.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Goes to addresses that come from outside: of files that customers send, and of files that flows
 * send.
 *
 * <p>It connects only to the public internet and to the one server that the operator has
 * configured, shows a secret only to the servers that may see it, and limits the time and the
 * length. All of that holds after each redirect. Each request has a connection of its own: a
 * connection to a private server must not serve a request that may not go there.
 */
public final class PublicHttp {

  private static final int MOST_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout SILENCE = Timeout.ofSeconds(20);

  private final DnsResolver guarded;
  private final Registry<TlsSocketStrategy> tls =
      RegistryBuilder.<TlsSocketStrategy>create()
          .register("https", DefaultClientTlsStrategy.createSystemDefault())
          .build();

  /** Creates a client for the internet. */
  public PublicHttp() {
    this(SystemDefaultDnsResolver.INSTANCE, PublicAddress::is);
  }

  /** Creates a client for tests, which have other public addresses. */
  PublicHttp(DnsResolver dns, Predicate<InetAddress> allowed) {
    this.guarded = new GuardedDns(dns, allowed);
  }

  /**
   * How much one call may take.
   *
   * @param bytes the longest body, after decompression
   * @param time to the last byte of the last answer
   */
  public record Limits(long bytes, Duration time) {}

  /** Reads an answer while it arrives. */
  public interface Reader<T extends @Nullable Object> {

    /**
     * Reads what it needs; the rest is not read.
     *
     * @throws IOException where the connection breaks, or the answer is useless
     */
    T read(PublicAnswer answer) throws IOException;
  }

  /**
   * Makes a call and follows redirects.
   *
   * @param call what is asked, and of whom
   * @param limits for all its requests together
   * @param reader gets the last answer, whatever its status is
   * @return what the reader has made of it
   * @throws RefusedAddressException where the address, or a redirect, does not lead to the internet
   * @throws AnswerLimitException where the answer is too long or too slow
   * @throws IOException where the server does not answer properly
   */
  public <T extends @Nullable Object> T call(PublicCall call, Limits limits, Reader<T> reader)
      throws IOException {
    long end = System.nanoTime() + limits.time().toNanos();
    PublicCall next = call;
    for (int redirects = 0; ; redirects++) {
      Hop<T> hop = request(next, limits.bytes(), Duration.ofNanos(end - System.nanoTime()), reader);
      if (hop.to() == null) {
        return hop.result();
      }
      if (redirects == MOST_REDIRECTS) {
        throw new RefusedAddressException(
            "o endereço redireciona mais de " + MOST_REDIRECTS + " vezes");
      }
      next = next.redirected(hop.to());
    }
  }

  /** One request has led to a result, or elsewhere. */
  private record Hop<T extends @Nullable Object>(@Nullable URI to, T result) {}

  @SuppressWarnings("NullAway") // The result of a redirect is never read.
  private <T extends @Nullable Object> Hop<T> request(
      PublicCall call, long bytes, Duration time, Reader<T> reader) throws IOException {
    if (time.isNegative() || time.isZero()) {
      throw AnswerLimitException.late("The other system gave no complete answer in time", null);
    }
    Server server = server(call.address());
    boolean own = server.equals(call.own());
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.address());
    // Nothing is gained with files, and what a server compresses anyway is unpacked within limits.
    request.setHeader("Accept-Encoding", "identity");
    if (call.json() != null) {
      request.setEntity(new ByteArrayEntity(call.json(), ContentType.APPLICATION_JSON));
    }
    PublicCall.Secret secret = call.secret();
    if (secret != null && secret.seenBy().test(call.address())) {
      request.setHeader(secret.header(), secret.value());
    }
    try (CloseableHttpClient client = client(own, bytes, time)) {
      ClassicHttpResponse response = client.executeOpen(null, request, null);
      try {
        URI to = redirect(call.address(), new PublicAnswer(response));
        return new Hop<>(to, to == null ? reader.read(new PublicAnswer(response)) : null);
      } finally {
        // A polite end would read the rest of the body.
        if (response.getEntity() instanceof LimitedEntity body) {
          body.cutOff();
        }
        client.close(CloseMode.IMMEDIATE);
      }
    }
  }

  private static Server server(URI address) throws RefusedAddressException {
    Server server = Server.of(address);
    if (server == null) {
      throw new RefusedAddressException("o endereço não começa com http:// ou https://");
    }
    if (address.getRawUserInfo() != null) {
      throw new RefusedAddressException("o endereço contém usuário ou senha");
    }
    return server;
  }

  private static @Nullable URI redirect(URI from, PublicAnswer answer) throws IOException {
    String location = answer.header("Location");
    if (!REDIRECTS.contains(answer.status()) || location == null) {
      return null;
    }
    try {
      return from.resolve(location.strip());
    } catch (IllegalArgumentException e) {
      throw new RefusedAddressException("o servidor redireciona para algo que não é um endereço");
    }
  }

  private CloseableHttpClient client(boolean own, long bytes, Duration time) {
    BasicHttpClientConnectionManager connection =
        BasicHttpClientConnectionManager.create(
            null, own ? SystemDefaultDnsResolver.INSTANCE : guarded, tls, Outbound.connections());
    connection.setConnectionConfig(
        ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(SILENCE).build());
    connection.setSocketConfig(SocketConfig.custom().setSoTimeout(SILENCE).build());
    HttpClientBuilder client = HttpClients.custom();
    AnswerLimits.putInto(client, bytes, time);
    return client
        .setConnectionManager(connection)
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(SILENCE).build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }
}
