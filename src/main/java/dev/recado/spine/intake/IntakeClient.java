package dev.recado.spine.intake;

import dev.recado.spine.ingress.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the consumer of the intake route: address and log-in of the hub, the rest as it says. */
final class IntakeClient implements KafkaClientFactory {

  static final String BEAN = "intakeClient";

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaConnection kafka;
  private boolean again;

  IntakeClient(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  @Override
  public synchronized Consumer<?, ?> getConsumer(Properties options) {
    rest();
    return new Prompt(kafka.with(options, new KafkaConfiguration().createConsumerProperties()));
  }

  /** Camel hands over what a poll brought with the next one: so that one does not wait for more. */
  private static final class Prompt extends KafkaConsumer<byte[], byte[]> {

    private boolean brought;

    Prompt(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(brought ? Duration.ZERO : timeout);
      brought = !records.isEmpty();
      return records;
    }
  }

  /** One that takes another's place has failed before, and Camel makes them as fast as they do. */
  private void rest() {
    try {
      TimeUnit.NANOSECONDS.sleep(again ? PAUSE.toNanos() : 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    again = true;
  }

  @Override
  public Producer<?, ?> getProducer(Properties options) {
    throw new UnsupportedOperationException("Intake writes nothing to Kafka");
  }

  @Override
  public String getBrokers(KafkaConfiguration configuration) {
    return String.valueOf(kafka.settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }
}
