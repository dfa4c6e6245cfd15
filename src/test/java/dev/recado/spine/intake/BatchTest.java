package dev.recado.spine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualSyncCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory.CamelExchangePayload;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory.KafkaRecordPayload;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** A batch spans two polls, and the partitions may change hands between them. */
class BatchTest {

  private static final TopicPartition KEPT = new TopicPartition("inbound", 0);
  private static final TopicPartition GONE = new TopicPartition("inbound", 1);

  private final CamelContext camel = new DefaultCamelContext();
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(OffsetResetStrategy.EARLIEST);

  @Test
  void recordsOfALostPartitionAreNeitherTakenNorCommitted() {
    consumer.assign(List.of(KEPT));
    Batch batch = read(record(KEPT, 7), record(GONE, 3), record(KEPT, 8), record(GONE, 4));

    assertThat(batch.records())
        .extracting(r -> r.key())
        .containsExactly("inbound-0@7", "inbound-0@8");
    assertThat(batch.next()).isEqualTo(Map.of(KEPT, new OffsetAndMetadata(9)));
  }

  private Batch read(Exchange... records) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(List.of(records));
    Batch.read(exchange);
    return exchange.getMessage().getBody(Batch.class);
  }

  private Exchange record(TopicPartition partition, long offset) {
    Exchange exchange = new DefaultExchange(camel);
    RecordHeaders headers = new RecordHeaders();
    headers.add(header("source", "form"));
    headers.add(header("key", partition + "@" + offset));
    headers.add(header("received-at", "2026-11-20T15:00:00Z"));
    exchange.getMessage().setHeader(KafkaConstants.HEADERS, headers);
    exchange.getMessage().setHeader(KafkaConstants.KEY, new byte[] {1});
    exchange
        .getMessage()
        .setHeader(
            KafkaConstants.MANUAL_COMMIT,
            new DefaultKafkaManualSyncCommit(
                new CamelExchangePayload(exchange, consumer, "thread", null),
                new KafkaRecordPayload(partition, offset, 1),
                null));
    exchange.getMessage().setBody(new byte[] {1});
    return exchange;
  }

  private static RecordHeader header(String name, String value) {
    return new RecordHeader(name, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
