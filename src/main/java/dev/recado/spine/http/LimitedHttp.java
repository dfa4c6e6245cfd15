package dev.recado.spine.http;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's HTTP client with the limits of the hub's other clients, for the body of an answer and for
 * its head, and with credentials by name. Each of its steps begins clean, see {@link CleanStep};
 * cookies of an answer are forgotten, and a redirect leads to no other host.
 *
 * <p>The limits of the body are set on each client, see {@link Outbound#limit}. The connection
 * reads the head, and Camel has no option for that.
 */
final class LimitedHttp extends HttpComponent {

  LimitedHttp(Credentials credentials) {
    // Apache's client by itself repeats a POST after 429 and 503: the message would go out twice.
    setAutomaticRetriesDisabled(true);
    setHttpActivityListener(new WithExchange());
    setHttpClientConfigurer(
        client -> {
          client.setRedirectStrategy(new SameHost());
          client.disableCookieManagement();
          credentials.putInto(client);
          Outbound.limit(client);
        });
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    HttpEndpoint endpoint = (HttpEndpoint) super.createEndpoint(uri, remaining, parameters);
    // Set here and not above: Spring's settings of the component are put in after its constructor.
    endpoint.setCopyHeaders(false);
    return new CleanStep(endpoint);
  }

  // HttpClient 5.5 has deprecated what Camel 4.17 hands over.
  @SuppressWarnings("deprecation")
  @Override
  protected HttpClientConnectionManager createConnectionManager(
      Registry<ConnectionSocketFactory> registry, int total, int perRoute, SocketConfig sockets) {
    PoolingHttpClientConnectionManager pool =
        new PoolingHttpClientConnectionManager(
            registry,
            PoolConcurrencyPolicy.STRICT,
            TimeValue.ofMilliseconds(getConnectionTimeToLive()),
            Outbound.connections());
    pool.setDefaultSocketConfig(sockets);
    pool.setMaxTotal(total > 0 ? total : getMaxTotalConnections());
    pool.setDefaultMaxPerRoute(perRoute > 0 ? perRoute : getConnectionsPerRoute());
    return pool;
  }
}
