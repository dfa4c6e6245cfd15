package dev.recado.swap;

import dev.recado.intake.Events;
import dev.recado.route.Assembly;
import dev.recado.route.RouteFolder;
import dev.recado.route.Routes;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the swap together. */
@Configuration(proxyBeanMethods = false)
class SwapConfiguration {

  @Bean
  FlowSwap flowSwap(
      RouteFolder folder,
      Assembly assembly,
      Routes routes,
      Events events,
      SwapSettings settings,
      Clock clock) {
    List<Check> checks = List.of();
    return new FlowSwap(folder, assembly, routes, checks, new Farewell(events), settings, clock);
  }
}
