package dev.recado.systems.wppconnect;

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

/** Configures WPPConnect. */
@Configuration(proxyBeanMethods = false)
class WppconnectConfiguration {

  @Bean
  WppconnectWebhooks wppconnectWebhooks(Channels channels) {
    return new WppconnectWebhooks(channels);
  }

  @Bean
  WppconnectEvents wppconnectEvents(
      @Value("${recado.conversation.answer-within:24h}") Duration answerWithin, Channels channels) {
    return new WppconnectEvents(answerWithin, channels);
  }

  @Bean
  @Order(4)
  WppconnectProvider wppconnectProvider(Environment environment, Sessions sessions, Clock clock) {
    return new WppconnectProvider(
        environment,
        new GatewayCalls(Outbound.httpClient(Duration.ofSeconds(5), 2)),
        sessions,
        clock);
  }

  /** The Kamelets wppconnect-text-sink and wppconnect-media-sink refer to this name. */
  @Bean("wppconnectAnswers")
  WppconnectAnswers wppconnectAnswers(ObjectMapper json, Channels channels) {
    return new WppconnectAnswers(json, channels);
  }
}
