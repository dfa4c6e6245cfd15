package dev.recado.ground.embedded;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * Decides who may connect to a broker.
 *
 * @param ofBroker settings of the broker's two listeners, {@code BROKER} and {@code CONTROLLER}
 * @param ofClients settings of every client besides the address
 */
record KafkaAccess(Map<String, String> ofBroker, Map<String, String> ofClients) {

  private static final String MECHANISM = "PLAIN";
  private static final String USER = "recado";

  /**
   * Lets in this process only: the password is made for it, is written nowhere and is gone when the
   * process ends.
   */
  static KafkaAccess ofThisProcess() {
    String password = Secrets.make();
    String login =
        "%s required username=\"%s\" password=\"%s\""
            .formatted(PlainLoginModule.class.getName(), USER, password);
    String server = "%s user_%s=\"%s\";".formatted(login, USER, password);
    return new KafkaAccess(
        Map.of(
            "listener.security.protocol.map",
            "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
            "sasl.enabled.mechanisms",
            MECHANISM,
            "sasl.mechanism.inter.broker.protocol",
            MECHANISM,
            "sasl.mechanism.controller.protocol",
            MECHANISM,
            "listener.name.broker.plain.sasl.jaas.config",
            server,
            "listener.name.controller.plain.sasl.jaas.config",
            server),
        Map.of(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            "SASL_PLAINTEXT",
            SaslConfigs.SASL_MECHANISM,
            MECHANISM,
            SaslConfigs.SASL_JAAS_CONFIG,
            login + ";"));
  }
}
