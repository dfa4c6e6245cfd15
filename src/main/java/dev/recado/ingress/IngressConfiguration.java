package dev.recado.ingress;

import dev.recado.embedded.DiskSpace;
import dev.recado.embedded.EmbeddedKafka;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

  @Bean
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

  @Bean
  KafkaInboundLog inboundLog(
      KafkaConnection connection,
      ObjectProvider<DiskSpace> disk,
      IngressSettings settings,
      BodySettings bodies) {
    DiskSpace space = disk.getIfAvailable();
    return new KafkaInboundLog(
        connection, () -> space != null && space.scarce(), settings, bodies.recordLimit(), timer());
  }

  private static ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, "ack-deadline");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  WarmUp inboundWarmUp(KafkaInboundLog inbound, InboundTopicSetUp topic) {
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
  @ConditionalOnRole(Role.INGRESS)
  ServletRegistrationBean<Ingress> ingress(
      List<WebhookSource> sources,
      InboundLog inbound,
      RateLimit rateLimit,
      Bodies bodies,
      IngressSettings settings,
      Clock clock,
      MeterRegistry meters) {
    Ingress ingress = new Ingress(sources, inbound, rateLimit, bodies, settings, clock, meters);
    ServletRegistrationBean<Ingress> registration =
        new ServletRegistrationBean<>(ingress, "/webhooks/*", "/webhook/*");
    Ingress.FORMER.keySet().forEach(path -> registration.addUrlMappings(path + "/*"));
    registration.setName("ingress");
    registration.setAsyncSupported(true);
    return registration;
  }
}
