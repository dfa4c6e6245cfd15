package dev.recado.flow;

import dev.recado.outbox.Contacts;
import dev.recado.route.RouteFolder;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the flows and what they may call together. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {

  @Bean
  Templates templates(RouteFolder folder) throws IOException {
    return Templates.read(folder);
  }

  @Bean
  EffectKinds effectKinds(
      FlowSettings settings,
      Templates templates,
      Contacts contacts,
      ObjectProvider<EffectKind> others) {
    WhatsAppTargets targets = new WhatsAppTargets(settings.whatsappConnector());
    Stream<EffectKind> own =
        Stream.of(
            new WhatsAppTextEffect(targets),
            new WhatsAppTemplateEffect(targets, templates),
            new HttpCallEffect(),
            new CrmLeadEffect(),
            ConsentEffect.optOut(contacts),
            ConsentEffect.optIn(contacts),
            ConsentEffect.wrongPerson(contacts),
            new HandOverEffect(contacts),
            new WaitEffect(),
            new DropEffect(),
            new RejectEffect());
    return new EffectKinds(Stream.concat(own, others.orderedStream()).toList());
  }

  @Bean("effect-component")
  EffectComponent effectComponent(EffectKinds kinds) {
    return new EffectComponent(kinds);
  }

  @Bean
  FlowFiles flowFiles(CamelContext context, RouteFolder folder) {
    return new FlowFiles(context, folder);
  }

  @Bean
  Flows flows(CamelContext context, ProducerTemplate producer, FlowFiles files, Clock clock) {
    return new CamelFlows(context, producer, files, clock);
  }
}
