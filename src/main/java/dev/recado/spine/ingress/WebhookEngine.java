package dev.recado.spine.ingress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code platform-http} on the servlet container of the hub.
 *
 * <p>The one that Spring Boot brings loses the raw body of forms, makes message headers of their
 * fields and holds a thread for each request (ADR 0003). Here a route gets the bytes as they came,
 * and nobody waits in a thread for its end.
 */
final class WebhookEngine implements PlatformHttpEngine {

  private final Map<String, WebhookConsumer> serving = new ConcurrentHashMap<>();

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new WebhookConsumer(endpoint, processor, serving);
  }

  /**
   * Finds the beginning of a route.
   *
   * @param path as in the route's address
   * @return null where no started route begins there
   */
  @Nullable WebhookConsumer on(String path) {
    return serving.get(path);
  }
}
