package dev.recado.systems.evolution;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.Outbound;
import dev.recado.systems.engine.GatewayCalls;
import dev.recado.systems.engine.Sessions;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Configures Evolution. */
@Configuration(proxyBeanMethods = false)
class EvolutionConfiguration {

  @Bean
  EvolutionWebhooks evolutionWebhooks(Channels channels) {
    return new EvolutionWebhooks(channels);
  }

  @Bean
  EvolutionEvents evolutionEvents(
      @Value("${recado.conversation.answer-within:24h}") Duration answerWithin, Channels channels) {
    return new EvolutionEvents(answerWithin, channels);
  }

  @Bean
  @Order(5)
  EvolutionProvider evolutionProvider(Environment environment, Sessions sessions, Clock clock) {
    return new EvolutionProvider(
        environment,
        new GatewayCalls(Outbound.httpClient(Duration.ofSeconds(5), 2)),
        sessions,
        clock);
  }

  /** The Kamelets evolution-text-sink and evolution-media-sink refer to this name. */
  @Bean("evolutionAnswers")
  EvolutionAnswers evolutionAnswers(ObjectMapper json, Channels channels) {
    return new EvolutionAnswers(json, channels);
  }
}
