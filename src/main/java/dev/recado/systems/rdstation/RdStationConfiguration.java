package dev.recado.systems.rdstation;

import dev.recado.ground.process.ConditionalOnSender;
import dev.recado.ground.process.Exposure;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures RD Station. */
@Configuration(proxyBeanMethods = false)
class RdStationConfiguration {

  private static final String TOKEN = "recado.rdstation.webhook-token";

  @Bean
  @ConditionalOnSender(TOKEN)
  RdStationWebhooks rdStationWebhooks(Environment environment) {
    return new RdStationWebhooks(Exposure.secret(environment, TOKEN, "RDSTATION_WEBHOOK_TOKEN"));
  }

  @Bean
  RdStationEvents rdStationEvents() {
    return new RdStationEvents();
  }
}
