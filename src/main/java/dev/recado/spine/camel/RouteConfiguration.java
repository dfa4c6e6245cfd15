package dev.recado.spine.camel;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the routes folder and runs its routes. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

  @Bean
  RouteFolder routeFolder(@Value("${recado.routes:./routes}") Path routes) {
    return RouteFolder.at(routes);
  }

  @Bean
  Assembly assembly(ApplicationContext spring, List<RoutePart> parts) {
    return new Assembly(spring, parts);
  }

  @Bean
  RouteMeters routeMeters(MeterRegistry registry, MeterSettings settings) {
    return new RouteMeters(registry, settings);
  }

  /** Measures the hub's own routes in the same way. They live as long as the hub. */
  @Bean
  CamelContextConfiguration measured(RouteMeters meters) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext context) {
        meters.measure(context, context.getName());
      }

      @Override
      public void afterApplicationStart(CamelContext context) {
        // Nothing is left to do.
      }
    };
  }

  @Bean
  Routes routes() {
    return new Routes();
  }
}
