package dev.recado.systems.gateway;

import dev.recado.ground.process.ConditionalOnSender;
import dev.recado.ground.process.Exposure;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures the webhook for any other gateway. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

  private static final String TOKEN = "recado.gateway.webhook-token";

  @Bean
  @ConditionalOnSender(TOKEN)
  GatewayWebhooks gatewayWebhooks(Environment environment) {
    return new GatewayWebhooks(Exposure.secret(environment, TOKEN, "WHATSAPP_WEBHOOK_TOKEN"));
  }

  @Bean
  GatewayEvents gatewayEvents() {
    return new GatewayEvents();
  }
}
