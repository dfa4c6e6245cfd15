package dev.recado.systems.meta;

import dev.recado.ground.process.Exposure;
import dev.recado.spine.channel.Channel;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * The number of a hub without any provider: it is on the phone simulator of the same process.
 *
 * <p>Only a hub with development secrets has it. Its channel names no address, because the port is
 * known only once the web server runs.
 */
final class SimulatedNumber {

  private static final String ID = "100000000000001";
  private static final String TOKEN = "simulator";

  private final Environment environment;

  SimulatedNumber(Environment environment) {
    this.environment = environment;
  }

  /** Its channel; empty where a real provider is configured, or others can reach the hub. */
  Optional<Channel> channel() {
    if (!Exposure.development(environment)) {
      return Optional.empty();
    }
    return Optional.of(
        Channel.ofSettings(
            MetaProvider.NAME,
            "Simulador da Meta",
            Map.of(MetaProvider.PHONE_NUMBER_ID, ID),
            Map.of(
                MetaProvider.ACCESS_TOKEN,
                TOKEN,
                MetaProvider.APP_SECRET,
                secret("app-secret", "WHATSAPP_APP_SECRET"),
                MetaProvider.VERIFY_TOKEN,
                secret("verify-token", "WHATSAPP_VERIFY_TOKEN")),
            true));
  }

  private String secret(String property, String variable) {
    return Exposure.secret(environment, "recado.meta." + property, variable);
  }

  /**
   * Tells where the Graph API of a channel is.
   *
   * @param channel any of Meta's
   */
  Graph graph(Channel channel) {
    return channel.ofSettings() && channel.simulated()
        ? Graph.of(channel, simulator())
        : Graph.of(channel);
  }

  private String simulator() {
    return "http://127.0.0.1:"
        + environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"))
        + "/simulator/graph";
  }
}
