package dev.recado.api.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.api.health.Version;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.ProblemAnswer;
import dev.recado.ground.web.Times;
import io.micrometer.observation.ObservationRegistry;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.xml.MappingJackson2XmlHttpMessageConverter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Creates the beans that the controllers need. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  /** The webhook servlet has everything below {@code /webhooks} except this one path for people. */
  /** Replaces Spring Boot's own, which would also measure webhooks. */
  @Bean
  FilterRegistrationBean<ServerHttpObservationFilter> observations(ObservationRegistry registry) {
    FilterRegistrationBean<ServerHttpObservationFilter> registration =
        new FilterRegistrationBean<>(new ApiObservations(registry));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    registration.setDispatcherTypes(DispatcherType.ASYNC, DispatcherType.REQUEST);
    return registration;
  }

  /** Behind the security filters, so that a caller without a token gets that refusal first. */
  @Bean
  FilterRegistrationBean<LegibleAddresses> legibleAddresses(ProblemAnswer problems) {
    return new FilterRegistrationBean<>(new LegibleAddresses(problems));
  }

  /** Answers in JSON also if the caller prefers XML, which a library would otherwise write. */
  @Bean
  WebMvcConfigurer jsonOnlyAndNearTimes() {
    return new WebMvcConfigurer() {
      @Override
      public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        converters.removeIf(MappingJackson2XmlHttpMessageConverter.class::isInstance);
      }

      @Override
      public void addFormatters(FormatterRegistry registry) {
        Times.register(registry);
      }
    };
  }

  /** Requests that Tomcat itself refuses are also answered with a problem. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
              }
            });
  }

  @Bean
  @Lazy
  OpenAPI openApi(Version version) {
    return new OpenAPI()
        .info(
            new Info()
                .title("Recado")
                .description("A WhatsApp integration hub")
                .version(version.number()))
        .components(
            new Components()
                .addSecuritySchemes(
                    "bearer",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")))
        .addSecurityItem(new SecurityRequirement().addList("bearer"));
  }

  @Bean
  @Lazy
  ApiExamples apiExamples() {
    try (InputStream examples = new ClassPathResource("openapi/examples.yaml").getInputStream()) {
      return new ApiExamples(new ObjectMapper().valueToTree(new Yaml(aliases()).load(examples)));
    } catch (IOException e) {
      throw new UncheckedIOException("The examples of the API are missing", e);
    }
  }

  /** The hub's own file may use any number of YAML aliases. */
  private static LoaderOptions aliases() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    return options;
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  SwaggerIndexTransformer swaggerSignIn(
      SwaggerUiConfigProperties properties,
      SwaggerUiOAuthProperties oauth,
      SwaggerWelcomeCommon welcome,
      ObjectMapperProvider json) {
    return new SwaggerSignIn(properties, oauth, welcome, json);
  }
}
