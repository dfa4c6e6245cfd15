package dev.recado.systems.wppconnect;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the hub fetch files of this provider. */
@Configuration(proxyBeanMethods = false)
class WppconnectMediaConfiguration {

  @Bean
  WppconnectMedia wppconnectMedia() {
    return new WppconnectMedia();
  }
}
