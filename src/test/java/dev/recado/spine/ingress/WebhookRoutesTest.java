package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.recado.spine.ingress.WebhookRoutesTest.Parts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The answers of each route to its sender, with a Kafka that does what the test says. */
@CamelSpringBootTest
@SpringBootTest(
    classes = Parts.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "recado.kafka.brokers=127.0.0.1:1",
      "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
      "recado.secret-key=the secret of this test",
      "recado.admin-password=the password of this test"
    })
@MockEndpointsAndSkip("kafka:*")
class WebhookRoutesTest {

  private static final AtomicBoolean FULL = new AtomicBoolean();
  private static final byte[] BODY = "a=1&b=%C3%A9".getBytes(StandardCharsets.UTF_8);

  @Autowired WebhookEngine engine;
  @Autowired LogBreaker breaker;

  @Autowired CamelContext camel;
  @Autowired WebhookSources sources;

  @BeforeEach
  void roomOnTheDiskAndAKafkaThatTakesAll() {
    FULL.set(false);
    kafka().reset();
  }

  @Test
  void aTrustedWebhookIsStoredAsItCameAndAcknowledgedWithItsId() throws Exception {
    Answer answer = post("plain", "right", BODY);
    assertThat(answer.status()).isEqualTo(202);
    Exchange kept = kafka().getExchanges().get(0);
    assertThat(kept.getMessage().getBody()).isEqualTo(BODY);
    assertThat(header(kept, "source")).isEqualTo("plain");
    assertThat(header(kept, "key")).isEqualTo("key of 12 bytes");
    assertThat(header(kept, "received-at")).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(header(kept, "content-type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(header(kept, KafkaConstants.KEY)).isEqualTo("its subject");
    assertThat(answer.body()).contains(header(kept, "id"), "accepted");
  }

  @Test
  void noFormFieldAndNoRequestHeaderBecomesAMessageHeader() throws Exception {
    post("plain", "right", BODY);
    assertThat(kafka().getExchanges().get(0).getMessage().getHeaders().keySet())
        .containsExactlyInAnyOrder(
            "id", "source", "key", "received-at", "content-type", KafkaConstants.KEY);
  }

  @Test
  void aSenderThatNeedsABodyWith200GetsIt() throws Exception {
    Answer answer = post("polite", "right", BODY);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ok\": true}");
  }

  @Test
  void aDeclaredSourceGivesItsOwnAnswerAndKeepsWhatItsEventsNeed() throws Exception {
    Answer answer = post("shop", "right", BODY);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("text/plain");
    assertThat(answer.body()).isEqualTo("obrigado");
    assertThat(header(kafka().getExchanges().get(0), "kept")).isEqualTo("{\"topic\":\"evil\"}");
  }

  @Test
  void anUntrustedWebhookIsRefusedAndNotStored() throws Exception {
    assertThat(post("plain", "wrong", BODY).status()).isEqualTo(401);
    assertThat(kafka().getExchanges()).isEmpty();
  }

  @Test
  void aCallerThatIsRefusedTooOftenIsToldToWaitAndOthersAreNot() throws Exception {
    post("polite", "wrong", BODY);
    post("polite", "wrong", BODY);
    Answer answer = post("polite", "wrong", BODY);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.retryAfter()).isPositive();
    assertThat(post("polite", "right", BODY).status()).isEqualTo(200);
  }

  @Test
  void aBodyTooLargeForKafkaIsTheSendersFaultAndOpensNoBreaker() throws Exception {
    kafka().whenAnyExchangeReceived(fails(new RecordTooLargeException("1")));
    for (int i = 0; i < 20; i++) {
      assertThat(post("plain", "right", BODY).status()).isEqualTo(413);
    }
    assertThat(breaker.open()).isFalse();
  }

  @Test
  void ifKafkaFailsTheSenderIsToldToSendAgain() throws Exception {
    kafka().whenAnyExchangeReceived(fails(new TimeoutException("late")));
    Answer answer = post("plain", "right", BODY);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.retryAfter()).isEqualTo(7);
  }

  @Test
  void aFullDiskStoresNothingAndOpensNoBreaker() throws Exception {
    FULL.set(true);
    assertThat(post("plain", "right", BODY).status()).isEqualTo(503);
    assertThat(kafka().getExchanges()).isEmpty();
    FULL.set(false);
    assertThat(post("plain", "right", BODY).status()).isEqualTo(202);
  }

  @Test
  void ifASourceThrowsTheSenderIsToldToSendAgain() throws Exception {
    assertThat(post("broken", "right", BODY).status()).isEqualTo(503);
  }

  @Test
  void anErrorOfASourceIsLoggedOnceAndTheSenderIsToldToSendAgain() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.recado.spine.ingress");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try {
      assertThat(post("erring", "right", BODY).status()).isEqualTo(503);
    } finally {
      logger.detachAppender(logged);
    }
    assertThat(logged.list)
        .extracting(ILoggingEvent::getThrowableProxy)
        .singleElement()
        .satisfies(one -> assertThat(one.getCause().getClassName()).endsWith("StackOverflowError"));
    assertThat(kafka().getExchanges()).isEmpty();
  }

  private MockEndpoint kafka() {
    return MockEndpoint.resolve(camel, "mock:kafka:routes-test");
  }

  private Answer post(String source, String token, byte[] body) throws Exception {
    WebhookSource from = Objects.requireNonNull(sources.named(source));
    WebhookConsumer route = Objects.requireNonNull(engine.on(sources.route(from)));
    Webhook webhook =
        new Webhook(
            token,
            "application/x-www-form-urlencoded",
            name -> "evil",
            name -> "evil",
            body,
            Instant.parse("2026-03-02T12:00:00Z"));
    CompletableFuture<Answer> answer = route.take(webhook, from, "192.0.2.1");
    return answer.get(20, TimeUnit.SECONDS);
  }

  private static String header(Exchange exchange, String name) {
    return new String(exchange.getMessage().getHeader(name, byte[].class), StandardCharsets.UTF_8);
  }

  private static org.apache.camel.Processor fails(Exception failure) {
    return exchange -> exchange.setException(failure);
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Parts {

    private final IngressSettings settings =
        new IngressSettings(
            "routes-test",
            1,
            Duration.ofMillis(900),
            Duration.ofSeconds(7),
            Duration.ofSeconds(20));

    @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
    WebhookEngine engine() {
      return new WebhookEngine();
    }

    @Bean
    LogBreaker breaker() {
      return new LogBreaker(FULL::get, settings.ackWithin());
    }

    @Bean
    InboundLogRoute inboundLogRoute(LogBreaker breaker) {
      return new InboundLogRoute(breaker, settings, 1 << 20);
    }

    @Bean(InboundClient.BEAN)
    InboundClient inboundClient() {
      return new InboundClient(
          new KafkaConnection(java.util.Map.of("bootstrap.servers", "127.0.0.1:1")));
    }

    @Bean
    WebhookSources webhookSources() {
      return new WebhookSources(
          List.of(
              new Source("plain", null),
              new Source("polite", WebhookSource.Thanks.json("{\"ok\": true}")),
              broken("broken", new IllegalStateException("as a source must not")),
              broken("erring", new StackOverflowError())),
          () -> Map.of("shop", declared()));
    }

    private static WebhookSource declared() {
      return new Source("shop", new WebhookSource.Thanks(200, "text/plain", "obrigado")) {
        @Override
        public Map<String, String> kept(Webhook webhook) {
          return Map.of("topic", String.valueOf(webhook.header().apply("topic")));
        }
      };
    }

    @Bean
    WebhookRoutes webhookRoutes(WebhookSources sources) {
      return new WebhookRoutes(
          sources, new Strangers(new RateLimit(new RateLimitSettings(2, 3600))), settings);
    }

    private static WebhookSource broken(String name, Throwable failure) {
      return new Source(name, null) {
        @Override
        public Identity identify(Webhook webhook) {
          throw WebhookRoutesTest.<RuntimeException>sneaked(failure);
        }
      };
    }
  }

  /** Throws what no signature allows. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException sneaked(Throwable failure) throws T {
    throw (T) failure;
  }

  private static class Source implements WebhookSource {

    private final String name;
    private final @Nullable Thanks thanks;

    Source(String name, @Nullable Thanks thanks) {
      this.name = name;
      this.thanks = thanks;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public @Nullable Thanks thanks() {
      return thanks;
    }

    @Override
    public boolean trusts(Webhook webhook) {
      return "right".equals(webhook.token());
    }

    @Override
    public Identity identify(Webhook webhook) {
      return new Identity("key of " + webhook.body().length + " bytes", "its subject");
    }
  }
}
