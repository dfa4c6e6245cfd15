package dev.recado.spine.http;

import dev.recado.spine.camel.RoutePart;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Creates the beans for the Kamelets {@code http-call-sink} and {@code http-get-action}, and gives
 * Camel's own HTTP client the limits of the hub's other clients.
 */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean
  Credentials httpCredentials(HttpSettings settings) {
    return new Credentials(settings, Clock.systemUTC());
  }

  @Bean("httpCalls")
  HttpCalls httpCalls(Credentials credentials) {
    return new HttpCalls(credentials);
  }

  @Bean("httpReads")
  HttpReads httpReads(Credentials credentials) {
    return new HttpReads(credentials);
  }

  /** Replaces Camel's own component in every generation of routes. */
  @Bean
  RoutePart limitedHttp(Credentials credentials) {
    return (context, files) -> {
      context.addComponent("http", new LimitedHttp(credentials));
      context.addComponent("https", new LimitedHttp(credentials));
      context.getCamelContextExtension().addInterceptStrategy(new OwnHeaders());
      return Map.of();
    };
  }

  @Bean
  PublicHttp publicHttp() {
    return new PublicHttp();
  }

  /** The Kamelets that send media refer to this name. */
  @Bean("mediaCheck")
  MediaCheck mediaCheck(PublicHttp http, @Value("${recado.media.hosts:}") Set<String> hosts) {
    return new MediaCheck(http, hosts);
  }

  @Bean
  HttpCallEffect httpCallEffect() {
    return new HttpCallEffect();
  }
}
