package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.Outbound;
import dev.recado.systems.engine.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Configures WAHA. */
@Configuration(proxyBeanMethods = false)
class WahaConfiguration {

  @Bean
  WahaWebhooks wahaWebhooks(Channels channels) {
    return new WahaWebhooks(channels);
  }

  @Bean
  WahaEvents wahaEvents(
      @Value("${recado.conversation.answer-within:24h}") Duration answerWithin,
      @Value("${recado.waha.listens-to:}") String session,
      Channels channels) {
    return new WahaEvents(answerWithin, session.strip(), channels);
  }

  @Bean
  WahaIdentities wahaIdentities(Channels channels, Clock clock) {
    return new WahaIdentities(channels, clock);
  }

  @Bean
  @Order(1)
  WahaProvider wahaProvider(
      Environment environment,
      WahaSettings settings,
      ObjectMapper json,
      Sessions sessions,
      Clock clock) {
    return new WahaProvider(
        environment,
        settings,
        Outbound.httpClient(Duration.ofSeconds(10), WahaProvider.ID_FETCHERS + 2),
        json,
        Executors.newFixedThreadPool(WahaProvider.ID_FETCHERS, Daemons.named("waha-message-ids")),
        sessions,
        clock);
  }

  /** The Kamelets waha-text-sink and waha-media-sink refer to this name. */
  @Bean("wahaAnswers")
  WahaAnswers wahaAnswers(ObjectMapper json, Channels channels) {
    return new WahaAnswers(json, channels);
  }
}
