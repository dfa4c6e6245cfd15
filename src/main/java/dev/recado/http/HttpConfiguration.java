package dev.recado.http;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the beans that the Kamelets {@code http-call-sink} and {@code http-get-action} name, and
 * gives Camel's own HTTP client the limits that the hub's other clients have.
 */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean("httpCalls")
  HttpCalls httpCalls(HttpSettings settings) {
    return new HttpCalls(settings);
  }

  @Bean("httpReads")
  HttpReads httpReads(HttpSettings settings) {
    return new HttpReads(settings);
  }

  /** Counts in every generation of routes, so that a connector has the limits by itself. */
  @Bean
  ComponentCustomizer answerLimits() {
    return ComponentCustomizer.builder(HttpComponent.class)
        .build(component -> component.setHttpClientConfigurer(Outbound::limit));
  }
}
