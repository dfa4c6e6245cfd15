package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.ingress.WebhookSource.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The breaker around Kafka, with a Kafka that does what the test says. */
class InboundLogRouteTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final InboundClient client =
      new InboundClient(new KafkaConnection(Map.of("bootstrap.servers", "127.0.0.1:1")));
  private final IngressSettings settings =
      new IngressSettings(
          "away", 1, Duration.ofMillis(900), Duration.ofSeconds(5), Duration.ofSeconds(20));
  private final LogBreaker breaker = new LogBreaker(() -> false, settings.ackWithin());
  private final RoutedInboundLog log = new RoutedInboundLog(camel, client, breaker, settings);
  private MockEndpoint kafka = new MockEndpoint();

  @BeforeEach
  void start() throws Exception {
    camel.getRegistry().bind(InboundClient.BEAN, client);
    camel.addRoutes(new InboundLogRoute(breaker, settings, 1 << 20));
    AdviceWith.adviceWith(camel, "inbound-log", route -> route.mockEndpointsAndSkip("kafka:*"));
    camel.start();
    kafka = MockEndpoint.resolve(camel, "mock:kafka:away");
    // A silent Kafka ends none of the exchanges that a stop waits for.
    camel.getShutdownStrategy().setTimeout(1);
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void whileKafkaIsAwayCallersAreRefusedAtOnce() {
    fourFailures();
    assertThat(log.away()).isTrue();
    assertThat(append())
        .isCompletedExceptionally()
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withCauseInstanceOf(LogAwayException.class);
    assertThat(kafka.getReceivedCounter()).isEqualTo(4);
  }

  @Test
  void oneProbeFindsThatKafkaIsBack() {
    fourFailures();
    kafka.whenAnyExchangeReceived(exchange -> {});
    Awaitility.await().atMost(LIMIT).until(() -> !append().isCompletedExceptionally());
    assertThat(kafka.getReceivedCounter()).isEqualTo(5);
    assertThat(append()).isCompleted();
  }

  @Test
  void aFailedRecordFailsWithAnExceptionOfTheLog() {
    kafka.whenAnyExchangeReceived(exchange -> exchange.setException(new TimeoutException("late")));
    assertThat(append())
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withCauseInstanceOf(LogAwayException.class);
  }

  @Test
  void tenFailedTrialsDoNotOpenTheBreaker() {
    kafka.whenAnyExchangeReceived(exchange -> exchange.setException(new TimeoutException("late")));
    ProducerTemplate template = camel.createProducerTemplate();
    for (int i = 0; i < 10; i++) {
      template.send(
          InboundLogRoute.URI,
          exchange -> exchange.getMessage().setBody(new InboundTopic.Trial(0)));
    }
    assertThat(log.away()).isFalse();
  }

  @Test
  void aSilentKafkaCountsAsAwayOnceTheSendersHaveStoppedWaiting() throws Exception {
    AdviceWith.adviceWith(
        camel,
        "inbound-log",
        route -> route.weaveByToUri("kafka:*").replace().process(new Silent()));
    List<CompletableFuture<Void>> sent = Stream.generate(this::append).limit(4).toList();
    assertThat(sent).noneMatch(CompletableFuture::isDone);
    for (CompletableFuture<Void> one : sent) {
      assertThat(one)
          .failsWithin(LIMIT)
          .withThrowableThat()
          .withCauseInstanceOf(LogAwayException.class);
    }
    Awaitility.await().atMost(LIMIT).until(log::away);
  }

  /** Takes everything and never answers. */
  private static final class Silent extends AsyncProcessorSupport {
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      return false;
    }
  }

  @Test
  void aCallerFailsAtOnceIfTheRouteDoesNotRun() throws Exception {
    camel.getRouteController().stopRoute("inbound-log");
    assertThat(append())
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withCauseInstanceOf(LogAwayException.class);
  }

  private void fourFailures() {
    kafka.whenAnyExchangeReceived(exchange -> exchange.setException(new TimeoutException("late")));
    for (int i = 0; i < 4; i++) {
      assertThat(append()).isCompletedExceptionally();
    }
  }

  private CompletableFuture<Void> append() {
    return log.append(
        InboundRecord.of("form", new Identity("key", "subject"), Instant.EPOCH, null, new byte[0]));
  }
}
