package dev.recado.spine.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Creates HTTP clients with timeouts and a limit for answers, which never repeat a call by
 * themselves.
 */
public final class Outbound {

  /** Without this the head of an answer may be endless too. */
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  private Outbound() {}

  /**
   * Gives another client the limits of {@link #httpClient} except those for the head: 2 MB, and its
   * response timeout for the whole answer. Code that configures the client of a Camel endpoint must
   * call this, because it replaces the configurer that would do it otherwise.
   *
   * @param client a client that is not built yet
   */
  public static void limit(HttpClientBuilder client) {
    AnswerLimits.putInto(client);
  }

  /**
   * Creates a client with Spring's conveniences over the same pool as {@link #httpClient}.
   *
   * @param timeout for the whole call, to the last byte of its answer
   * @param connections how many calls may be under way to one host
   * @return a client without retries and without redirects; an answer over 2 MB is an {@link
   *     AnswerLimitException}
   */
  public static RestClient client(Duration timeout, int connections) {
    return RestClient.builder()
        .requestFactory(
            new HttpComponentsClientHttpRequestFactory(httpClient(timeout, connections)))
        .build();
  }

  /**
   * Creates a client with a pool of connections.
   *
   * @param timeout for the whole call, to the last byte of its answer
   * @param connections how many calls may be under way to one host
   * @return a client without retries, and without redirects: a redirected POST would lose its body,
   *     and a login page would pass for an answer; an answer over 2 MB is an {@link
   *     AnswerLimitException}
   */
  public static CloseableHttpClient httpClient(Duration timeout, int connections) {
    Timeout limit = Timeout.of(timeout);
    HttpClientBuilder client = HttpClients.custom();
    limit(client);
    return client
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(2 * connections)
                .setDefaultConnectionConfig(connection(limit))
                .setConnectionFactory(connections())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(limit)
                .setConnectionRequestTimeout(limit)
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .build();
  }

  /** Creates connections that give up an answer with an endless head. */
  static ManagedHttpClientConnectionFactory connections() {
    return ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build();
  }

  private static ConnectionConfig connection(Timeout limit) {
    return ConnectionConfig.custom().setConnectTimeout(limit).setSocketTimeout(limit).build();
  }
}
