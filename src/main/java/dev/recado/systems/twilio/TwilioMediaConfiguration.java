package dev.recado.systems.twilio;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the hub fetch files of this provider. */
@Configuration(proxyBeanMethods = false)
class TwilioMediaConfiguration {

  @Bean
  TwilioMedia twilioMedia() {
    return new TwilioMedia();
  }
}
