package dev.recado.spine.intake;

import dev.recado.spine.ingress.Backlog;
import dev.recado.spine.ingress.KafkaConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records in Kafka that no hub has taken yet.
 *
 * <p>It uses a consumer that is not a member of the group and commits nothing. It compares the
 * group's offsets with the ends of the log, and reads the oldest record between them if there is
 * one.
 */
public final class Untaken implements Backlog, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final KafkaConnection kafka;
  private final String group;
  private final String topic;
  private final Clock clock;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private Found last = new Found(0, null, 0);
  private Instant staleAt = Instant.MIN;

  Untaken(KafkaConnection kafka, String group, String topic, Clock clock) {
    this.kafka = kafka;
    this.group = group;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * The result of one look.
   *
   * @param records how many records are not committed
   * @param oldest when the oldest of them was written, or null if there is none
   * @param taken how many have been committed since the log began; it grows while intake works
   */
  public record Found(long records, @Nullable Instant oldest, long taken) {}

  /**
   * Looks into Kafka, at most every ten seconds.
   *
   * @return the result of the last look
   * @throws KafkaException if Kafka does not answer
   */
  public synchronized Found found() {
    if (clock.instant().isBefore(staleAt)) {
      return last;
    }
    try {
      last = query(consumer());
    } catch (KafkaException e) {
      // Its connections may lead to a Kafka that no longer exists.
      close();
      throw e;
    }
    staleAt = clock.instant().plus(FRESH);
    return last;
  }

  @Override
  public synchronized Count count() {
    try {
      Positions positions = positions(consumer());
      return new Count(
          positions.waiting.values().stream().mapToLong(position -> position.left).sum(),
          positions.taken);
    } catch (KafkaException e) {
      // Its connections may lead to a Kafka that no longer exists.
      close();
      throw e;
    }
  }

  private Found query(KafkaConsumer<byte[], byte[]> kafka) {
    Positions positions = positions(kafka);
    Map<TopicPartition, Long> waiting = new HashMap<>();
    positions.waiting.forEach((partition, position) -> waiting.put(partition, position.next));
    long records = positions.waiting.values().stream().mapToLong(position -> position.left).sum();
    return new Found(records, waiting.isEmpty() ? null : oldest(kafka, waiting), positions.taken);
  }

  /** The group's next offset in a partition, and the number of records from there to the end. */
  private record Position(long next, long left) {}

  private record Positions(Map<TopicPartition, Position> waiting, long taken) {}

  private Positions positions(KafkaConsumer<byte[], byte[]> kafka) {
    List<TopicPartition> partitions =
        kafka.partitionsFor(topic, PATIENCE).stream()
            .map(part -> new TopicPartition(topic, part.partition()))
            .toList();
    Map<TopicPartition, Long> ends = kafka.endOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> begins = kafka.beginningOffsets(partitions, PATIENCE);
    Map<TopicPartition, OffsetAndMetadata> committed =
        kafka.committed(java.util.Set.copyOf(partitions), PATIENCE);
    Map<TopicPartition, Position> waiting = new HashMap<>();
    long taken = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata groupOffset = committed.get(partition);
      long begin = begins.getOrDefault(partition, 0L);
      long next = groupOffset == null ? begin : Math.max(begin, groupOffset.offset());
      long left = ends.getOrDefault(partition, next) - next;
      taken += next;
      if (left > 0) {
        waiting.put(partition, new Position(next, left));
      }
    }
    return new Positions(waiting, taken);
  }

  private @Nullable Instant oldest(
      KafkaConsumer<byte[], byte[]> kafka, Map<TopicPartition, Long> waiting) {
    Instant oldest = null;
    for (Map.Entry<TopicPartition, Long> position : waiting.entrySet()) {
      kafka.assign(List.of(position.getKey()));
      kafka.seek(position.getKey(), position.getValue());
      ConsumerRecords<byte[], byte[]> records = kafka.poll(PATIENCE);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Instant written = Instant.ofEpochMilli(record.timestamp());
        oldest = oldest == null || written.isBefore(oldest) ? written : oldest;
      }
    }
    kafka.assign(List.of());
    return oldest;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> connected = consumer;
    if (connected == null) {
      connected =
          new KafkaConsumer<>(
              kafka.with(
                  Map.of(
                      ConsumerConfig.GROUP_ID_CONFIG,
                      group,
                      ConsumerConfig.CLIENT_ID_CONFIG,
                      "untaken",
                      ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                      false,
                      ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                      1,
                      // A broker returns at least one record, however small this is.
                      ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                      1)),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer = connected;
    }
    return connected;
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close(Duration.ofSeconds(1));
      consumer = null;
    }
  }
}
