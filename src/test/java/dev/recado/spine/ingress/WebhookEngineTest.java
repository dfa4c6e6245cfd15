package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookEngineTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final WebhookSource SOURCE =
      new TokenSource("slow", "secret") {
        @Override
        public Identity identify(Webhook webhook) {
          return new Identity("key", "subject");
        }
      };

  /** A step that works until the test ends it. */
  private static final class Slow extends AsyncProcessorSupport {

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<AsyncCallback> callbacks = new ArrayList<>();

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      exchanges.add(exchange);
      callbacks.add(callback);
      return false;
    }

    void end(Object body) {
      exchanges.forEach(exchange -> exchange.getMessage().setBody(body));
      callbacks.forEach(callback -> callback.done(false));
    }
  }

  private final WebhookEngine engine = new WebhookEngine();
  private final Slow slow = new Slow();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() throws Exception {
    camel.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("platform-http:/webhooks/slow?requestTimeout=30000").routeId("slow").process(slow);
            from("platform-http:/webhooks/late?requestTimeout=1").process(slow);
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    slow.end(Answer.thanks(WebhookSource.Thanks.json("{}")));
    camel.stop();
  }

  @Test
  void noThreadWaitsWithManyWaitingWebhooks() {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      answers.add(take("slow"));
    }
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    slow.end(Answer.thanks(WebhookSource.Thanks.json("{}")));
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
  }

  @Test
  void aMissingAnswerIsATimeout() {
    assertThat(take("late"))
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void theErrorNamesARouteThatLeavesNoAnswer() {
    CompletableFuture<Answer> answer = take("slow");
    slow.end("something else");
    assertThat(answer).failsWithin(LIMIT).withThrowableThat().withMessageContaining("Route slow");
  }

  @Test
  void aRouteThatIsStoppedServesNothing() throws Exception {
    camel.getRouteController().stopRoute("slow", 1, TimeUnit.SECONDS);
    assertThat(engine.on("/webhooks/slow")).isNull();
    camel.getRouteController().startRoute("slow");
    assertThat(engine.on("/webhooks/slow")).isNotNull();
  }

  @Test
  void aPathWithoutARouteHasNoConsumer() {
    assertThat(engine.on("/webhooks/other")).isNull();
  }

  private CompletableFuture<Answer> take(String source) {
    WebhookConsumer route = Objects.requireNonNull(engine.on("/webhooks/" + source));
    return route.take(
        new Webhook(null, null, name -> "", name -> "", new byte[0], Instant.EPOCH),
        SOURCE,
        "192.0.2.1");
  }
}
