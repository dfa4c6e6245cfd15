package dev.recado.flow;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the flows and what they may call together. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {

  @Bean
  RouteFolder routeFolder(FlowSettings settings) {
    return RouteFolder.at(settings.routes());
  }

  @Bean
  Templates templates(RouteFolder folder) throws IOException {
    return Templates.read(folder);
  }

  @Bean
  EffectKinds effectKinds(FlowSettings settings, Templates templates) {
    WhatsAppTargets targets = new WhatsAppTargets(settings.whatsappConnector());
    return new EffectKinds(
        List.of(
            new WhatsAppTextEffect(targets),
            new WhatsAppTemplateEffect(targets, templates),
            new HttpCallEffect(),
            new WaitEffect(),
            new DropEffect(),
            new RejectEffect()));
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
