package dev.recado.ground.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Provides the embedded servers in place of configured addresses. */
@Configuration(proxyBeanMethods = false)
class EmbeddedConfiguration {

  /** Closes the servers after all beans that use them. */
  @Bean
  @ConditionalOnBean(EmbeddedServers.class)
  DisposableBean embeddedServersStop(EmbeddedServers servers) {
    return servers::close;
  }

  @Bean
  @Conditional(OnEmbeddedDatabase.class)
  JdbcConnectionDetails embeddedPostgres(
      EmbeddedServers servers, DisposableBean embeddedServersStop) {
    PostgresServer postgres = servers.postgres();
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return postgres.username();
      }

      @Override
      public String getPassword() {
        return password(postgres);
      }

      @Override
      public String getJdbcUrl() {
        return postgres.jdbcUrl();
      }
    };
  }

  private static String password(PostgresServer postgres) {
    try {
      return postgres.password();
    } catch (IOException e) {
      throw new UncheckedIOException("The password of the embedded PostgreSQL cannot be read", e);
    }
  }

  @Bean
  @Conditional(NoBrokers.class)
  EmbeddedKafka embeddedKafka(EmbeddedServers servers, DisposableBean embeddedServersStop) {
    return new EmbeddedKafka(servers.kafka().brokers());
  }

  static final class NoBrokers implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(
          context.getEnvironment().getProperty(EmbeddedInitializer.BROKERS));
    }
  }
}
