package dev.recado.spine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.ingress.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("kafka")
@Execution(ExecutionMode.SAME_THREAD)
class UntakenTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");

  private final String name = "untaken-" + UUID.randomUUID();
  private final SettableClock clock = new SettableClock(NOON);

  @Test
  void uncommittedRecordsAreCountedWithTheTimeOfTheOldest() throws Exception {
    Map<String, Object> servers = Map.of("bootstrap.servers", TestServers.brokers());
    try (Admin admin = Admin.create(servers);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
        Untaken untaken = new Untaken(new KafkaConnection(servers), name, name, clock)) {
      TestServers.createTopic(new NewTopic(name, 2, (short) 1));
      assertThat(untaken.found().records()).isZero();
      assertThat(untaken.found().oldest()).isNull();

      for (int i = 0; i < 3; i++) {
        Instant written = NOON.plusSeconds(i);
        producer
            .send(new ProducerRecord<>(name, i % 2, written.toEpochMilli(), null, new byte[2_000]))
            .get();
      }
      clock.tick(Duration.ofSeconds(11));
      assertThat(untaken.found()).isEqualTo(new Untaken.Found(3, NOON, 0));

      admin
          .alterConsumerGroupOffsets(
              name, Map.of(new TopicPartition(name, 0), new OffsetAndMetadata(1)))
          .all()
          .get();
      clock.tick(Duration.ofSeconds(11));
      assertThat(untaken.found()).isEqualTo(new Untaken.Found(2, NOON.plusSeconds(1), 1));
    }
  }
}
