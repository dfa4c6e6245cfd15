package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class KafkaConnectionTest {

  @Test
  void theOperatorsKafkaSettingsReachTheClientsUnchanged() {
    MockEnvironment environment = new MockEnvironment();
    String login = "org.example.Login required username=\"hub\" password=\"#{{secret}}\";";
    environment.setProperty("spring.kafka.properties.security.protocol", "SASL_SSL");
    environment.setProperty("spring.kafka.properties.[sasl.jaas.config]", login);
    environment.setProperty("spring.kafka.bootstrap-servers", "elsewhere:9092");

    assertThat(KafkaConnection.of("kafka:9092", environment).settings())
        .containsOnly(
            java.util.Map.entry("bootstrap.servers", "kafka:9092"),
            java.util.Map.entry("security.protocol", "SASL_SSL"),
            java.util.Map.entry("sasl.jaas.config", login));
  }
}
