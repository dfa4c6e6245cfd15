package dev.recado.spine.http;

import dev.recado.spine.camel.RoutePart;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Creates the beans for the Kamelets {@code http-call-sink} and {@code http-get-action}, and gives
 * Camel's own HTTP client the limits of the hub's other clients.
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

  /** Replaces Camel's own component in every generation of routes. */
  @Bean
  RoutePart limitedHttp() {
    return (context, files) -> {
      context.addComponent("http", new LimitedHttp());
      context.addComponent("https", new LimitedHttp());
      return Map.of();
    };
  }

  @Bean
  HttpCallEffect httpCallEffect() {
    return new HttpCallEffect();
  }
}
