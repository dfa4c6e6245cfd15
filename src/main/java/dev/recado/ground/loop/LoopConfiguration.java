package dev.recado.ground.loop;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the list of loops to all rooms. */
@Configuration(proxyBeanMethods = false)
class LoopConfiguration {

  @Bean
  Loops loops() {
    return new Loops();
  }
}
