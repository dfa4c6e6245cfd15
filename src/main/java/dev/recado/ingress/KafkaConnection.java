package dev.recado.ingress;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails;
import org.springframework.boot.autoconfigure.kafka.KafkaProperties;

/**
 * Where Kafka is and how to log in there: what each client of the hub begins with.
 *
 * @param settings as Kafka's clients name them, with credentials
 */
public record KafkaConnection(Map<String, Object> settings) {

  static KafkaConnection of(KafkaConnectionDetails kafka, KafkaProperties properties) {
    Map<String, Object> settings = new HashMap<>(properties.getProperties());
    settings.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        String.join(",", kafka.getBootstrapServers()));
    return new KafkaConnection(Map.copyOf(settings));
  }

  /**
   * Adds what one client needs beside the connection.
   *
   * @param more settings that go before those of the connection
   * @return a map of its own
   */
  public Map<String, Object> with(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(more);
    return all;
  }

  /** Without the settings, which hold the credentials. */
  @Override
  public String toString() {
    return "KafkaConnection";
  }
}
