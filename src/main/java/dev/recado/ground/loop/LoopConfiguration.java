package dev.recado.ground.loop;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the list of loops where every room finds it. */
@Configuration(proxyBeanMethods = false)
class LoopConfiguration {

  @Bean
  Loops loops() {
    return new Loops();
  }
}
