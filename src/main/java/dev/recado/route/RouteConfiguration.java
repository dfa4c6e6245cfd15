package dev.recado.route;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the routes folder. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

  @Bean
  RouteFolder routeFolder(@Value("${recado.routes:./routes}") Path routes) {
    return RouteFolder.at(routes);
  }
}
