package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.InboundTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one poll, without those of partitions that this hub has lost.
 *
 * <p>Camel hands them over at the next poll, and that poll may have given a partition to another
 * hub. This hub skips the records of such a partition. The other hub starts with the same records,
 * because nobody has committed them.
 *
 * @param records those that a hub has written
 * @param next the offset after them in each partition
 * @param consumer the consumer that read them; only the thread that runs the route may use it
 */
record Batch(
    List<InboundRecord> records,
    Map<TopicPartition, OffsetAndMetadata> next,
    Consumer<?, ?> consumer) {

  private static final Logger log = LoggerFactory.getLogger(Batch.class);

  /** Makes a batch from Camel's exchanges, one for each record. */
  static void read(Exchange exchange) {
    List<?> all = exchange.getMessage().getBody(List.class);
    exchange
        .getMessage()
        .setBody(of(all.stream().map(one -> ((Exchange) one).getMessage()).toList()));
  }

  private static Batch of(List<Message> all) {
    Consumer<?, ?> consumer = position(all.get(0)).getCamelExchangePayload().consumer;
    Set<TopicPartition> assigned = consumer.assignment();
    List<Message> messages =
        all.stream()
            .filter(message -> assigned.contains(position(message).getPartition()))
            .toList();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    messages.stream()
        .map(Batch::position)
        .forEach(
            position ->
                next.put(
                    position.getPartition(),
                    new OffsetAndMetadata(position.getRecordOffset() + 1)));
    return new Batch(messages.stream().flatMap(Batch::record).toList(), next, consumer);
  }

  private static DefaultKafkaManualCommit position(Message message) {
    return message.getHeader(KafkaConstants.MANUAL_COMMIT, DefaultKafkaManualCommit.class);
  }

  /**
   * Skips a record that no hub has written: nobody was promised its delivery, and waiting for it
   * would block the partition.
   */
  private static Stream<InboundRecord> record(Message message) {
    Headers headers = message.getHeader(KafkaConstants.HEADERS, Headers.class);
    if (InboundTopic.isTrial(headers)) {
      return Stream.empty();
    }
    try {
      return Stream.of(
          InboundTopic.read(
              headers,
              message.getHeader(KafkaConstants.KEY, byte[].class),
              message.getBody(byte[].class)));
    } catch (RuntimeException e) {
      log.error(
          "Record {} of {} is not from a hub and is skipped: {}",
          position(message).getRecordOffset(),
          position(message).getPartition(),
          e.getMessage());
      return Stream.empty();
    }
  }

  /**
   * Commits the offsets of all partitions in one request. Nothing waits for the answer: if the
   * commit fails, the records come again and are dropped as already seen.
   */
  static void commit(Exchange exchange) {
    Batch batch = exchange.getMessage().getBody(Batch.class);
    batch.consumer.commitAsync(
        batch.next,
        (offsets, failure) -> {
          if (failure != null) {
            log.warn("Offsets {} were not committed and may come again", offsets, failure);
          }
        });
  }
}
