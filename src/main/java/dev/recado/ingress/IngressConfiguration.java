package dev.recado.ingress;

import dev.recado.embedded.DiskSpace;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails;
import org.springframework.boot.autoconfigure.kafka.KafkaProperties;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.StringUtils;

/** Puts the front door together. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {

  @Bean
  NewTopic inboundTopic(IngressSettings settings, BodySettings bodies, Environment environment) {
    boolean embedded = !StringUtils.hasText(environment.getProperty("recado.kafka.brokers"));
    return TopicBuilder.name(settings.topic())
        .partitions(embedded ? 1 : settings.partitions())
        // Kafka's own limit is 1 MB with all that surrounds the body.
        .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bodies.recordLimit()))
        .build();
  }

  @Bean
  KafkaConnection kafkaConnection(KafkaConnectionDetails kafka, KafkaProperties properties) {
    return KafkaConnection.of(kafka, properties);
  }

  @Bean(InboundClient.BEAN)
  InboundClient inboundClient(KafkaConnection connection) {
    return new InboundClient(connection);
  }

  @Bean(InboundClient.CALLBACKS)
  ExecutorService inboundCallbacks() {
    return InboundClient.callbacks();
  }

  @Bean
  LogBreaker logBreaker(ObjectProvider<DiskSpace> disk) {
    DiskSpace space = disk.getIfAvailable();
    return new LogBreaker(() -> space != null && space.scarce());
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
  WarmUp inboundWarmUp(RoutedInboundLog inbound, KafkaAdmin topics) {
    return new WarmUp(inbound, topics);
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
