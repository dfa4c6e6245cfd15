package dev.recado.systems.simulator;

import dev.recado.ground.process.Exposure;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures the simulator. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnSimulator.class)
class SimulatorConfiguration {

  @Bean
  SimulatedPhones simulatedPhones(JdbcClient jdbc, Clock clock) {
    return new SimulatedPhones(jdbc, clock);
  }

  @Bean
  WebhookPosts webhookPosts(Environment environment, SimulatorSettings settings, Clock clock) {
    String secret = Exposure.secret(environment, "recado.waha.hmac-key", "WAHA_HMAC_KEY");
    return new WebhookPosts(hub(environment, "/webhooks/waha"), secret, settings, clock);
  }

  @Bean
  SimulatedWhatsApp simulatedWhatsApp(
      SimulatedPhones phones, WebhookPosts posts, Environment environment, Clock clock) {
    String session = environment.getProperty("recado.waha.session", "default");
    return new SimulatedWhatsApp(
        phones,
        new WahaWebhook(clock),
        posts,
        session,
        hub(environment, "/simulator/api/files/" + session));
  }

  /** Reads the address at each call, because the port is known only once the web server runs. */
  private static Supplier<String> hub(Environment environment, String path) {
    return () ->
        "http://127.0.0.1:"
            + environment.getProperty(
                "local.server.port", environment.getProperty("server.port", "8080"))
            + path;
  }
}
