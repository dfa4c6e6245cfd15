package dev.recado.systems.simulator;

import dev.recado.spine.channel.Channels;
import dev.recado.spine.outbox.Messages;
import java.time.Clock;
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
  SimulatorAddress simulatorAddress(Environment environment) {
    return new SimulatorAddress(environment);
  }

  @Bean
  Accounts simulatedAccounts(Channels channels) {
    return new Accounts(channels);
  }

  @Bean
  WebhookPosts webhookPosts(SimulatorAddress hub, SimulatorSettings settings, Clock clock) {
    return new WebhookPosts(hub, settings, clock);
  }

  @Bean
  SimulatedWhatsApp simulatedWhatsApp(
      SimulatedPhones phones,
      Accounts accounts,
      WebhookPosts posts,
      SimulatorAddress hub,
      Clock clock) {
    return new SimulatedWhatsApp(
        phones,
        accounts,
        new WahaTeller(new WahaWebhook(clock), hub),
        new MetaTeller(new MetaWebhook(clock)),
        posts);
  }

  @Bean
  SimulatedMeta simulatedMeta(
      SimulatedPhones phones, Accounts accounts, SimulatedWhatsApp whatsApp, Clock clock) {
    return new SimulatedMeta(phones, accounts, whatsApp, clock);
  }

  @Bean
  Drafts phoneDrafts(SimulatedPhones phones, Accounts accounts, Messages messages, Clock clock) {
    return new Drafts(phones, accounts, new Presses(phones, messages), clock);
  }
}
