package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("kafka")
@Execution(ExecutionMode.SAME_THREAD)
class RoutedInboundLogTest {

  private static final int BODY_LIMIT = 1 << 20;
  private static final int RECORD_LIMIT = BODY_LIMIT + 64 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final AtomicBoolean full = new AtomicBoolean();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void aRecordTooLargeForKafkaIsTheSendersFaultAndOpensNoBreaker() throws Exception {
    IngressSettings settings = settings("small-" + UUID.randomUUID());
    create(settings, "100000");
    RoutedInboundLog log = log(settings);
    accepted(log, record(new byte[50_000]));
    InboundRecord large = record(new byte[110_000]);
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> log.append(large).get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(TooLargeException.class);
    }
    assertThat(log.away()).isFalse();
    accepted(log, record(new byte[50_000]));
  }

  @Test
  void aBodyOfExactlyTheLimitIsTakenWhateverItsKeysAre() throws Exception {
    IngressSettings settings = settings("full-" + UUID.randomUUID());
    create(settings, Integer.toString(RECORD_LIMIT));
    RoutedInboundLog log = log(settings);
    accepted(log, record(new byte[BODY_LIMIT]));
  }

  @Test
  void aFullDiskRefusesAtOnceAndFreeSpaceIsNoticed() throws Exception {
    IngressSettings settings = settings("disk-" + UUID.randomUUID());
    create(settings, Integer.toString(RECORD_LIMIT));
    full.set(true);
    RoutedInboundLog log = log(settings);
    assertThat(log.append(record(new byte[2])))
        .isCompletedExceptionally()
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withCauseInstanceOf(LogAwayException.class);
    full.set(false);
    accepted(log, record(new byte[2]));
  }

  /** Tries again, as a sender does: a producer that has just started may fail at first. */
  private static void accepted(RoutedInboundLog log, InboundRecord record) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(ExecutionException.class)
        .untilAsserted(() -> assertThat(log.append(record).get(10, TimeUnit.SECONDS)).isNull());
  }

  private RoutedInboundLog log(IngressSettings settings) throws Exception {
    InboundClient client = new InboundClient(new KafkaConnection(connection()));
    LogBreaker breaker = new LogBreaker(full::get, settings.ackWithin());
    camel.getRegistry().bind(InboundClient.BEAN, client);
    camel.addRoutes(new InboundLogRoute(breaker, settings, RECORD_LIMIT));
    camel.start();
    return new RoutedInboundLog(camel, client, breaker, settings);
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", TestServers.brokers());
  }

  private static IngressSettings settings(String topic) {
    return new IngressSettings(
        topic, 1, Duration.ofSeconds(9), Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  private static void create(IngressSettings settings, String largest) {
    TestServers.createTopic(
        new NewTopic(settings.topic(), 1, (short) 1).configs(Map.of("max.message.bytes", largest)));
  }

  private static InboundRecord record(byte[] body) {
    String text = "\u00e9".repeat(6000);
    return InboundRecord.of("form", new Identity(text, text), Instant.EPOCH, text, body);
  }
}
