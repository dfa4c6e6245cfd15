package dev.recado.systems.meta;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the hub fetch files of this provider. */
@Configuration(proxyBeanMethods = false)
class MetaMediaConfiguration {

  @Bean
  MetaMedia metaMedia() {
    return new MetaMedia();
  }
}
