package dev.recado.systems.evolution;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the hub fetch files of this provider. */
@Configuration(proxyBeanMethods = false)
class EvolutionMediaConfiguration {

  @Bean
  EvolutionMedia evolutionMedia(ObjectMapper json) {
    return new EvolutionMedia(json);
  }
}
