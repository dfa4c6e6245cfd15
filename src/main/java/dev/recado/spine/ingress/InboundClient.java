package dev.recado.spine.ingress;

import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Creates the Kafka client of the inbound log for Camel's {@code kafka:}.
 *
 * <p>The client is given Kafka's address and login directly. They do not stand in the URI of an
 * endpoint, because Camel shows that.
 */
final class InboundClient implements KafkaClientFactory {

  /** Its name in Camel's registry. */
  static final String BEAN = "inboundClient";

  private final KafkaConnection connection;
  private volatile @Nullable Producer<?, ?> producer;

  InboundClient(KafkaConnection connection) {
    this.connection = connection;
  }

  @Override
  public Producer<?, ?> getProducer(Properties options) {
    Producer<?, ?> made =
        new KafkaProducer<>(
            connection.with(options, new KafkaConfiguration().createProducerProperties()));
    producer = made;
    return made;
  }

  @Override
  public Consumer<?, ?> getConsumer(Properties options) {
    throw new UnsupportedOperationException("The client of the inbound log only writes");
  }

  @Override
  public String getBrokers(KafkaConfiguration configuration) {
    return String.valueOf(connection.settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /**
   * Asks Kafka for the partitions of a topic.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  List<PartitionInfo> partitions(String topic) {
    return Objects.requireNonNull(producer, "The route to the inbound log has not started")
        .partitionsFor(topic);
  }
}
