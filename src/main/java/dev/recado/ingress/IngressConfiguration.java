package dev.recado.ingress;

import dev.recado.embedded.DiskSpace;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails;
import org.springframework.boot.autoconfigure.kafka.KafkaProperties;
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
  NewTopic inboundTopic(IngressSettings settings, Environment environment) {
    boolean embedded = !StringUtils.hasText(environment.getProperty("recado.kafka.brokers"));
    return TopicBuilder.name(settings.topic())
        .partitions(embedded ? 1 : settings.partitions())
        // Kafka's own limit is 1 MB with all that surrounds the body.
        .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.recordLimit()))
        .build();
  }

  @Bean
  KafkaConnection kafkaConnection(KafkaConnectionDetails kafka, KafkaProperties properties) {
    return KafkaConnection.of(kafka, properties);
  }

  @Bean
  KafkaInboundLog inboundLog(
      KafkaConnection connection, ObjectProvider<DiskSpace> disk, IngressSettings settings) {
    DiskSpace space = disk.getIfAvailable();
    return new KafkaInboundLog(
        connection, () -> space != null && space.scarce(), settings, timer());
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
  WarmUp inboundWarmUp(KafkaInboundLog inbound, KafkaAdmin topics) {
    return new WarmUp(inbound, topics);
  }

  @Bean
  RateLimit rateLimit(RateLimitSettings settings) {
    return new RateLimit(settings);
  }

  @Bean
  @ConditionalOnRole(Role.INGRESS)
  ServletRegistrationBean<Ingress> ingress(
      List<WebhookSource> sources,
      InboundLog inbound,
      RateLimit rateLimit,
      IngressSettings settings,
      Clock clock,
      MeterRegistry meters) {
    Ingress ingress = new Ingress(sources, inbound, rateLimit, settings, clock, meters);
    ServletRegistrationBean<Ingress> registration =
        new ServletRegistrationBean<>(ingress, "/webhooks/*", "/webhook/*");
    registration.setName("ingress");
    registration.setAsyncSupported(true);
    return registration;
  }
}
