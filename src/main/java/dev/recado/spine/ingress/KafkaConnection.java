package dev.recado.spine.ingress;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Kafka's address and login, which every Kafka client of the hub needs.
 *
 * @param settings under the names of Kafka's clients, with the credentials
 */
public record KafkaConnection(Map<String, Object> settings) {

  /** The prefix of the settings that an operator's Kafka needs besides its address. */
  private static final String SETTINGS = "spring.kafka.properties";

  static KafkaConnection of(String brokers, Environment environment) {
    Map<String, Object> settings =
        new HashMap<>(
            Binder.get(environment)
                .bind(SETTINGS, Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of));
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
    return new KafkaConnection(Map.copyOf(settings));
  }

  /**
   * Adds what one client needs beside the connection.
   *
   * @param more settings that override those of the connection
   * @return a map of its own
   */
  public Map<String, Object> with(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(more);
    return all;
  }

  /**
   * Adds the options of a Camel endpoint that differ from Camel's defaults. Camel's defaults
   * override neither the settings of the connection nor Kafka's own defaults.
   *
   * @param options the options of this endpoint
   * @param defaults the options of an endpoint that sets none
   * @return a map of its own
   */
  public Map<String, Object> with(Properties options, Properties defaults) {
    Map<String, Object> all = new HashMap<>(settings);
    options.forEach(
        (name, value) -> {
          if (!value.equals(defaults.get(name))) {
            all.put(name.toString(), value);
          }
        });
    return all;
  }

  /**
   * Writes the address of an endpoint of Camel.
   *
   * @param topic its topic
   * @param options as Camel names them
   * @return a URI
   */
  public static String endpoint(String topic, Map<String, Object> options) {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining("&", "kafka:" + topic + "?", ""));
  }

  /** Without the settings, which hold the credentials. */
  @Override
  public String toString() {
    return "KafkaConnection";
  }
}
