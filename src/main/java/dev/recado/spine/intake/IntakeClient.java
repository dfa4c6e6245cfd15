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

/**
 * Makes the consumer of the intake route: with the hub's address and log-in, and the route's other
 * options.
 */
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

  /**
   * Camel hands over the records of one poll at the next poll, so the next poll does not wait for
   * more.
   */
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

  /**
   * A new consumer replaces one that failed. Camel would replace failing consumers without a pause.
   */
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
