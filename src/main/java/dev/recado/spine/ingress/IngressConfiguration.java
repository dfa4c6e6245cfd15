package dev.recado.spine.ingress;

import dev.recado.ground.embedded.DiskSpace;
import dev.recado.ground.embedded.EmbeddedKafka;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.security.web.header.HeaderWriter;

/** Puts the front door together. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {

  /** The bean that sets the headers of answers; all headers are decided in one place. */
  private static final String HEADERS = "webhookHeaders";

  private static final int DOOR = Ordered.HIGHEST_PRECEDENCE + 3;

  /** Absent where flows are only tested: it would wait for a Kafka that is not there. */
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

  /**
   * Behind the security filters, so that a caller without the right to ask is refused before the
   * body is read.
   */
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
          new BrokenLengths(), new SpareThreads(all - all / 4), new UnreadBodies(bodies));
    };
  }

  @Bean
  Strangers webhookStrangers(RateLimit rateLimit) {
    return new Strangers(rateLimit);
  }

  @Bean
  WebhookSources webhookSources(ObjectProvider<WebhookSource> own, DeclaredSources declared) {
    return new WebhookSources(own.stream().toList(), declared);
  }

  /** Camel's {@code platform-http} finds it by this name. */
  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  WebhookEngine webhookEngine() {
    return new WebhookEngine();
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  WebhookRoutes webhookRoutes(
      WebhookSources sources, Strangers strangers, IngressSettings settings) {
    return new WebhookRoutes(sources, strangers, settings);
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  Headroom headroom(IngressSettings settings, MeterRegistry meters) {
    Headroom headroom = new Headroom(settings.longestWait(), System::nanoTime);
    Gauge.builder("recado.admitted", headroom, Headroom::share)
        .description("The part of the webhooks that is taken in: below 1 while more come than go")
        .register(meters);
    return headroom;
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  BacklogWatch backlogWatch(Backlog backlog, Headroom headroom, Loops loops) {
    return new BacklogWatch(backlog, headroom, loops.add("backlog-watch"));
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  WebhookServlet webhooks(
      WebhookSources sources,
      WebhookEngine engine,
      Strangers strangers,
      Headroom headroom,
      Bodies bodies,
      IngressSettings settings,
      Clock clock,
      MeterRegistry meters) {
    Admission admission =
        new Admission(
            headroom,
            settings.ackWithin().multipliedBy(2).dividedBy(3),
            settings.retryAfter(),
            System::nanoTime);
    return new WebhookServlet(
        sources, engine, strangers, admission, bodies, settings, clock, new WebhookMeters(meters));
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  ServletRegistrationBean<WebhookServlet> webhookServlet(WebhookServlet servlet) {
    ServletRegistrationBean<WebhookServlet> registration =
        new ServletRegistrationBean<>(servlet, "/webhooks/*", "/webhook/*");
    WebhookServlet.FORMER.keySet().forEach(path -> registration.addUrlMappings(path + "/*"));
    registration.setName(WebhookServlet.NAME);
    registration.setAsyncSupported(true);
    return registration;
  }

  /**
   * Behind the filters that refuse ambiguous paths and pages of other sites, before all filters
   * that cost more.
   */
  @Bean
  @ConditionalOnRole(Role.INGRESS)
  FilterRegistrationBean<WebhookDoor> webhookDoor(
      WebhookServlet servlet, @Qualifier(HEADERS) HeaderWriter headers) {
    FilterRegistrationBean<WebhookDoor> registration =
        new FilterRegistrationBean<>(new WebhookDoor(servlet, headers));
    registration.setOrder(DOOR);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    return registration;
  }
}
