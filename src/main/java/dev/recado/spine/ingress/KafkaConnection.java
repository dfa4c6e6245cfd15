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
 * Where Kafka is and how to log in there: what each client of the hub begins with.
 *
 * @param settings as Kafka's clients name them, with credentials
 */
public record KafkaConnection(Map<String, Object> settings) {

  /** Where operators put what their Kafka wants beside the address. */
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
   * @param more settings that go before those of the connection
   * @return a map of its own
   */
  public Map<String, Object> with(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(more);
    return all;
  }

  /**
   * Adds what an endpoint of Camel says beyond Camel's own defaults, which leave the settings of
   * the connection, and Kafka's defaults, alone.
   *
   * @param options that Camel wants for the client
   * @param defaults that it wants for any
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
