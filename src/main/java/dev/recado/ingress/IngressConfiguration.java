package dev.recado.ingress;

import dev.recado.embedded.DiskSpace;
import dev.recado.embedded.EmbeddedKafka;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the front door together. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {

  /** Not where flows are only tested: it would wait for a Kafka that is not there. */
  @Bean
  @ConditionalOnRole({Role.INGRESS, Role.INTAKE, Role.DISPATCH, Role.WEB})
  InboundTopicSetUp inboundTopicSetUp(
      KafkaConnection connection,
      ObjectProvider<EmbeddedKafka> embedded,
      IngressSettings settings,
      BodySettings bodies) {
    int partitions = embedded.getIfAvailable() == null ? settings.partitions() : 1;
    return new InboundTopicSetUp(connection, settings.topic(), partitions, bodies.recordLimit());
  }

  @Bean
  KafkaConnection kafkaConnection(ObjectProvider<EmbeddedKafka> embedded, Environment environment) {
    EmbeddedKafka own = embedded.getIfAvailable();
    return KafkaConnection.of(
        own == null ? environment.getRequiredProperty("recado.kafka.brokers") : own.brokers(),
        environment);
  }

  @Bean(InboundClient.BEAN)
  InboundClient inboundClient(KafkaConnection connection) {
    return new InboundClient(connection);
  }

  @Bean
  LogBreaker logBreaker(ObjectProvider<DiskSpace> disk, IngressSettings settings) {
    DiskSpace space = disk.getIfAvailable();
    return new LogBreaker(() -> space != null && space.scarce(), settings.ackWithin());
  }

  @Bean
  @ConditionalOnRole({Role.INGRESS, Role.INTAKE, Role.DISPATCH, Role.WEB})
  InboundLogRoute inboundLogRoute(
      LogBreaker breaker, IngressSettings settings, BodySettings bodies) {
    return new InboundLogRoute(breaker, settings, bodies.recordLimit());
  }

  @Bean
  RoutedInboundLog inboundLog(
      CamelContext camel, InboundClient client, LogBreaker breaker, IngressSettings settings) {
    return new RoutedInboundLog(camel, client, breaker, settings);
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  WarmUp inboundWarmUp(RoutedInboundLog inbound, InboundTopicSetUp topic) {
    return new WarmUp(inbound, topic);
  }

  @Bean
  RateLimit rateLimit(RateLimitSettings settings) {
    return new RateLimit(settings);
  }

  @Bean
  Bodies bodies(BodySettings settings) {
    return new Bodies(settings);
  }

  /** Behind the security filters, so that who may not ask is told so before his body is read. */
  @Bean
  FilterRegistrationBean<BodyFilter> bodyFilter(Bodies bodies) {
    FilterRegistrationBean<BodyFilter> registration =
        new FilterRegistrationBean<>(new BodyFilter(bodies));
    registration.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> threads(
      Bodies bodies, ServerProperties server) {
    int all = server.getTomcat().getThreads().getMax();
    return factory -> {
      factory.setProtocol(FairConnections.class.getName());
      factory.addEngineValves(
          new BrokenLengths(), new SpareThreads(all - all / 8), new UnreadBodies(bodies));
    };
  }

  @Bean
  Strangers webhookStrangers(RateLimit rateLimit) {
    return new Strangers(rateLimit);
  }

  /** By this name Camel's {@code platform-http} finds it. */
  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  WebhookEngine webhookEngine() {
    return new WebhookEngine();
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  WebhookRoutes webhookRoutes(
      List<WebhookSource> sources, Strangers strangers, IngressSettings settings) {
    return new WebhookRoutes(sources, strangers, settings);
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  ServletRegistrationBean<WebhookServlet> webhookServlet(
      List<WebhookSource> sources,
      WebhookEngine engine,
      Strangers strangers,
      Bodies bodies,
      IngressSettings settings,
      Clock clock,
      MeterRegistry meters) {
    ServletRegistrationBean<WebhookServlet> registration =
        new ServletRegistrationBean<>(
            new WebhookServlet(sources, engine, strangers, bodies, settings, clock, meters),
            "/webhooks/*",
            "/webhook/*");
    WebhookServlet.FORMER.keySet().forEach(path -> registration.addUrlMappings(path + "/*"));
    registration.setName("webhooks");
    registration.setAsyncSupported(true);
    return registration;
  }
}
