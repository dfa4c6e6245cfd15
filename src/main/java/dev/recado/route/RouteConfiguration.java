package dev.recado.route;

import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the routes folder and runs what is in it. */
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
  Routes routes() {
    return new Routes();
  }
}
