package dev.recado.systems.kommo;

import dev.recado.chat.conversation.Identities;
import dev.recado.ground.process.ConditionalOnSender;
import dev.recado.ground.process.Exposure;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.proactive.ProactiveConversations;
import dev.recado.sales.seller.Outcomes;
import dev.recado.sales.seller.Sellers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures Kommo's webhooks. */
@Configuration(proxyBeanMethods = false)
class KommoWebhookConfiguration {

  private static final String TOKEN = "recado.kommo.webhook-token";

  @Bean
  @ConditionalOnSender({TOKEN, "recado.kommo.url", "recado.kommo.client-id"})
  KommoWebhooks kommoWebhooks(Environment environment) {
    return new KommoWebhooks(
        Exposure.secret(environment, TOKEN, "KOMMO_WEBHOOK_TOKEN"),
        environment.getProperty("recado.kommo.account-id", "").strip());
  }

  @Bean
  KommoEvents kommoEvents() {
    return new KommoEvents();
  }

  @Bean
  RecordSink kommoRecordSink(
      CrmLinks links,
      Sellers sellers,
      Outcomes outcomes,
      ProactiveConversations openings,
      Identities identities,
      Kommo kommo) {
    return new RecordSink(
        links,
        sellers,
        outcomes,
        openings,
        conversation -> identities.address(conversation).isPresent(),
        kommo::forget);
  }
}
