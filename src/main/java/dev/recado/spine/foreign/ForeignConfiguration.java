package dev.recado.spine.foreign;

import dev.recado.ground.breaker.SharedBreakers;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the databases of other systems. */
@Configuration(proxyBeanMethods = false)
class ForeignConfiguration {

  @Bean
  ForeignDatabases foreignDatabases(
      ForeignSettings settings, SharedBreakers breakers, MeterRegistry meters) {
    return ForeignDatabases.of(settings, breakers, meters);
  }
}
