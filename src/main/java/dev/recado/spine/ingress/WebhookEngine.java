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
 * <p>The engine of Camel's Spring Boot starter loses the raw body of forms, turns their fields into
 * message headers and holds a thread for each request (ADR 0003). Here a route gets the bytes as
 * they came, and no thread waits for its end.
 */
final class WebhookEngine implements PlatformHttpEngine {

  private final Map<String, WebhookConsumer> serving = new ConcurrentHashMap<>();

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new WebhookConsumer(endpoint, processor, serving);
  }

  /**
   * Finds the consumer of a route.
   *
   * @param path as in the route's address
   * @return null if no started route begins there
   */
  @Nullable WebhookConsumer on(String path) {
    return serving.get(path);
  }
}
