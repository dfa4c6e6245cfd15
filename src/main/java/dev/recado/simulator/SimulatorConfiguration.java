package dev.recado.simulator;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the simulator together. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnSimulator.class)
class SimulatorConfiguration {

  @Bean
  SimulatedPhones simulatedPhones(JdbcClient jdbc, Clock clock) {
    return new SimulatedPhones(jdbc, clock);
  }
}
