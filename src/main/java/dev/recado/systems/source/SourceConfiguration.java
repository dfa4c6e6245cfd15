package dev.recado.systems.source;

import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures the sources that flow authors declare. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  /** Each generation has the sources of its own files. */
  @Bean
  RoutePart sourceFiles(Environment environment) {
    SourceSecrets secrets = new SourceSecrets(environment);
    return (context, files) -> {
      Sources sources = Sources.in(files, context, secrets);
      context.getCamelContextExtension().addContextPlugin(Sources.class, sources);
      return sources.broken();
    };
  }

  @Bean
  CurrentSources currentSources(Routes routes) {
    return new CurrentSources(routes);
  }
}
