package dev.recado.spine.flow;

import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.ChannelFlows;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.effect.EffectComponent;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the flows and what they may call. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {

  @Bean
  EffectKinds effectKinds(Channels channels, Contacts contacts, ObjectProvider<EffectKind> others) {
    WhatsAppTargets targets = new WhatsAppTargets(channels);
    Stream<EffectKind> own =
        Stream.of(
            new WhatsAppTextEffect(targets),
            new WhatsAppTemplateEffect(targets),
            new WhatsAppMediaEffect(targets),
            new WhatsAppLocationEffect(targets),
            WhatsAppChoiceEffect.buttons(targets),
            WhatsAppChoiceEffect.list(targets),
            ConsentEffect.optOut(contacts),
            ConsentEffect.optIn(contacts),
            ConsentEffect.wrongPerson(contacts),
            new WaitEffect(),
            new DropEffect(),
            new RejectEffect());
    return new EffectKinds(Stream.concat(own, others.orderedStream()).toList());
  }

  /** Each Camel context has its own component, with the templates of the same generation. */
  @Bean
  RoutePart effects(EffectKinds kinds) {
    return (context, files) -> {
      Templates templates = Templates.in(files);
      context.addComponent("effect", new EffectComponent(kinds.taker(templates)));
      context.getCamelContextExtension().addContextPlugin(Templates.class, templates);
      context.getCamelContextExtension().addInterceptStrategy(new Passing());
      return templates.broken();
    };
  }

  /** The failures that make an event wait are those that count against a breaker. */
  @Bean
  SharedBreakers sharedBreakers() {
    return SharedBreakers.counting(Away::caused, Away::beside, Duration.ofSeconds(5));
  }

  @Bean
  MessageTemplates messageTemplates(
      Routes routes, @Value("${recado.conversation.timezone:America/Sao_Paulo}") ZoneId zone) {
    return new MessageTemplates(routes, zone);
  }

  @Bean
  Flows flows(Routes routes, Clock clock) {
    return new CamelFlows(routes, null, clock);
  }

  @Bean
  ChannelFlows channelFlows(Flows flows) {
    // A flow of an event, whose name has a dot, gets another body than a turn.
    return flow -> flow.indexOf('.') < 0 && flows.exists(flow);
  }
}
