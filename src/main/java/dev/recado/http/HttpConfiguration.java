package dev.recado.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the bean that the Kamelet {@code http-call-sink} names. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  @Bean("httpCalls")
  HttpCalls httpCalls(HttpSettings settings) {
    return new HttpCalls(settings);
  }
}
