package dev.recado.spine.ingress;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/** The beginning of a route on {@code platform-http}: a webhook goes in, its answer comes out. */
final class WebhookConsumer extends DefaultConsumer implements PlatformHttpConsumer {

  /** The exchange property that holds the address of the caller. */
  static final String CALLER = "caller";

  /** The exchange property that holds the {@link WebhookSource}. */
  static final String SOURCE = "source";

  private final Map<String, WebhookConsumer> serving;

  WebhookConsumer(
      PlatformHttpEndpoint endpoint, Processor processor, Map<String, WebhookConsumer> serving) {
    super(endpoint, processor);
    this.serving = serving;
  }

  @Override
  public PlatformHttpEndpoint getEndpoint() {
    return (PlatformHttpEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    serving.put(getEndpoint().getPath(), this);
  }

  @Override
  protected void doStop() throws Exception {
    serving.remove(getEndpoint().getPath(), this);
    super.doStop();
  }

  /**
   * Sends a webhook along its route.
   *
   * @param webhook becomes the body; none of its fields or headers becomes a header of the message
   * @param source where it came from, as it is declared at this moment
   * @param caller the address it came from
   * @return completes with the {@link Answer} that the route leaves as body. Fails with the
   *     exception of the route, or with a TimeoutException after the {@code requestTimeout} of the
   *     endpoint
   */
  CompletableFuture<Answer> take(Webhook webhook, WebhookSource source, String caller) {
    Exchange exchange = createExchange(false);
    exchange.getMessage().setBody(webhook);
    exchange.setProperty(SOURCE, source);
    exchange.setProperty(CALLER, caller);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    getAsyncProcessor()
        .process(
            exchange,
            sync -> {
              end(exchange, answer);
              releaseExchange(exchange, false);
            });
    return answer.orTimeout(getEndpoint().getRequestTimeout(), TimeUnit.MILLISECONDS);
  }

  private static void end(Exchange exchange, CompletableFuture<Answer> answer) {
    if (exchange.getException() != null) {
      answer.completeExceptionally(exchange.getException());
    } else if (exchange.getMessage().getBody() instanceof Answer left) {
      answer.complete(left);
    } else {
      answer.completeExceptionally(
          new IllegalStateException("Route " + exchange.getFromRouteId() + " leaves no answer"));
    }
  }
}
