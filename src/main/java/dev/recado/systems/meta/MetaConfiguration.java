package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.Exposure;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.Outbound;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Configures Meta's Cloud API. */
@Configuration(proxyBeanMethods = false)
class MetaConfiguration {

  @Bean
  MetaWebhooks metaWebhooks(Channels channels, Environment environment) {
    return new MetaWebhooks(channels, Exposure.development(environment) ? "dev" : null);
  }

  @Bean
  MetaEvents metaEvents(
      Channels channels, @Value("${recado.conversation.answer-within:24h}") Duration answerWithin) {
    return new MetaEvents(channels, answerWithin);
  }

  @Bean
  @Order(2)
  MetaProvider metaProvider(MetaSettings settings, Environment environment, Clock clock) {
    return new MetaProvider(
        settings,
        new SimulatedNumber(environment),
        Outbound.httpClient(Duration.ofSeconds(5), 2),
        clock);
  }

  /** The Kamelets meta-text-sink and meta-media-sink refer to this name. */
  @Bean("metaAnswers")
  MetaAnswers metaAnswers(ObjectMapper json, Channels channels) {
    return new MetaAnswers(json, channels);
  }
}
