package dev.recado.systems.meta;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Lets the hub fetch files of this provider. */
@Configuration(proxyBeanMethods = false)
class MetaMediaConfiguration {

  @Bean
  MetaMedia metaMedia(Environment environment) {
    return new MetaMedia(new SimulatedNumber(environment));
  }
}
