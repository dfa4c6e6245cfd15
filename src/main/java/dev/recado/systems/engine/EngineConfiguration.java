package dev.recado.systems.engine;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures what gateways share. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  @Bean
  Sessions gatewaySessions(JdbcClient jdbc, Clock clock) {
    return new Sessions(jdbc, clock);
  }
}
