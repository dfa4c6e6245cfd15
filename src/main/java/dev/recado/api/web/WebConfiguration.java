package dev.recado.api.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.process.SecretKey;
import dev.recado.sales.proactive.Openings;
import dev.recado.sales.seller.Sellers;
import io.micrometer.observation.ObservationRegistry;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.xml.MappingJackson2XmlHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** Puts together what the controllers need. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  @Bean
  @ConditionalOnRole(Role.WEB)
  Users users(JdbcClient jdbc) {
    return new Users(jdbc, new BCryptPasswordEncoder());
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  SignIn signIn(
      Users users,
      Sessions sessions,
      SecurityLog log,
      JdbcClient jdbc,
      Clock clock,
      Environment environment) {
    String key = HexFormat.of().formatHex(SecretKey.derive(environment, "recado/sign-in/v1"));
    return new SignIn(users, sessions, new LockOuts(jdbc, clock, key), log);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  FirstUser firstUser(
      Users users,
      @Value("${recado.admin-password:}") String configured,
      @Value("${recado.data}") Path data) {
    return new FirstUser(
        users, configured, data, new FirstUser.Told(System.out, Terminal.isThere()));
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  EventQueries eventQueries(JdbcClient jdbc) {
    return new EventQueries(jdbc);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  MessageQueries messageQueries(JdbcClient jdbc, ObjectMapper json, Breakers breakers) {
    return new MessageQueries(jdbc, json, breakers);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  DeadLetterQueries deadLetterQueries(JdbcClient jdbc) {
    return new DeadLetterQueries(jdbc);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  WebhookQueries webhookQueries(JdbcClient jdbc, Clock clock) {
    return new WebhookQueries(jdbc, clock);
  }

  /** The ingress has everything below {@code /webhooks}; this one path is for people. */
  @Bean
  @ConditionalOnRole(Role.WEB)
  FilterRegistrationBean<Filter> webhookTest() {
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>(
            (request, response, chain) ->
                request.getRequestDispatcher(WebhookController.PATH).forward(request, response));
    registration.addUrlPatterns(WebhookController.TEST, WebhookController.TEST + "/");
    registration.setName("webhookTest");
    return registration;
  }

  /** In the place of Spring Boot's own, which would measure webhooks, too. */
  @Bean
  FilterRegistrationBean<ServerHttpObservationFilter> observations(ObservationRegistry registry) {
    FilterRegistrationBean<ServerHttpObservationFilter> registration =
        new FilterRegistrationBean<>(new ApiObservations(registry));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    registration.setDispatcherTypes(DispatcherType.ASYNC, DispatcherType.REQUEST);
    return registration;
  }

  /** Behind the security filters: strangers are told first that they are. */
  @Bean
  FilterRegistrationBean<LegibleAddresses> legibleAddresses(ProblemAnswer problems) {
    return new FilterRegistrationBean<>(new LegibleAddresses(problems));
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  ConversationQueries conversationQueries(JdbcClient jdbc) {
    return new ConversationQueries(jdbc);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  ConversationViews conversationViews(Sellers sellers, Openings openings) {
    return new ConversationViews(sellers, openings);
  }

  /** Answers in JSON also whoever asks for the XML that a library brings along. */
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

  /** Also what Tomcat itself refuses is told as a problem. */
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

  /** Our own file may repeat itself as often as it likes. */
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
