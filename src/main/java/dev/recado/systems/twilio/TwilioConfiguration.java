package dev.recado.systems.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Configures Twilio. */
@Configuration(proxyBeanMethods = false)
class TwilioConfiguration {

  @Bean
  TwilioWebhooks twilioWebhooks(Channels channels) {
    return new TwilioWebhooks(channels);
  }

  @Bean
  TwilioEvents twilioEvents(Channels channels) {
    return new TwilioEvents(channels);
  }

  @Bean
  TwilioOptOuts twilioOptOuts(Contacts contacts) {
    return new TwilioOptOuts(contacts);
  }

  @Bean
  @Order(3)
  TwilioProvider twilioProvider(Environment environment, ObjectMapper json, Clock clock) {
    TwilioCheckup checkup = new TwilioCheckup(Outbound.httpClient(Duration.ofSeconds(10), 2), json);
    return new TwilioProvider(environment, checkup, clock);
  }

  /** The Kamelets twilio-text-sink and twilio-media-sink refer to this name. */
  @Bean("twilioAnswers")
  TwilioAnswers twilioAnswers(ObjectMapper json, Channels channels, Contacts contacts) {
    return new TwilioAnswers(json, channels, contacts);
  }
}
