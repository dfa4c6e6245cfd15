package dev.recado.systems.waha;

import dev.recado.spine.http.Outbound;
import java.net.URI;
import java.util.Set;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.RouteInfo;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Adds WAHA's key to a request at the last moment, so that no route and no Kamelet holds it.
 *
 * <p>The key goes only to the configured WAHA, not through a proxy, and only with the two calls of
 * {@code waha-text-sink}: WAHA's answers at other addresses hold secrets of their own.
 */
final class WahaKey implements HttpClientConfigurer {

  private static final Set<String> CALLS = Set.of("/api/sendText", "/api/contacts/check-exists");

  private final WahaServer server;

  WahaKey(WahaServer server) {
    this.server = server;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    Outbound.limit(builder);
    builder.addRequestInterceptorLast(
        (request, entity, context) -> {
          RouteInfo route = HttpClientContext.cast(context).getHttpRoute();
          WahaServer.Place waha = server.place();
          if (route != null && route.getProxyHost() == null && own(waha.url(), request, route)) {
            waha.showKey(request);
          }
        });
  }

  private static boolean own(URI waha, HttpRequest request, RouteInfo route) {
    String path = request.getPath().replaceFirst("\\?.*", "");
    return waha.getScheme().equalsIgnoreCase(route.getTargetHost().getSchemeName())
        && waha.getHost().equalsIgnoreCase(route.getTargetHost().getHostName())
        && port(waha.getScheme(), waha.getPort())
            == port(waha.getScheme(), route.getTargetHost().getPort())
        && CALLS.stream().anyMatch(call -> path.equals(waha.getPath() + call));
  }

  private static int port(String scheme, int port) {
    return port > 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
  }
}
