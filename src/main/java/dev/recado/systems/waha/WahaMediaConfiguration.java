package dev.recado.systems.waha;

import dev.recado.spine.channel.Channels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the hub fetch files from WAHA. */
@Configuration(proxyBeanMethods = false)
class WahaMediaConfiguration {

  @Bean
  WahaMedia wahaMedia(Channels channels) {
    return new WahaMedia(channels);
  }
}
