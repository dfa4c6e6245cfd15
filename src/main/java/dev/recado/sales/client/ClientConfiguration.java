package dev.recado.sales.client;

import dev.recado.ground.embedded.OnEmbeddedDatabase;
import dev.recado.ground.process.Exposure;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the beans for customers of the business. */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

  @Bean
  Clients clients(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new Clients(new ClientTable(jdbc), transaction, clock);
  }

  @Bean
  @Conditional(OnEmbeddedDatabase.class)
  @DependsOnDatabaseInitialization
  DemoClients demoClients(JdbcClient jdbc, Environment environment) {
    return new DemoClients(jdbc, !Exposure.providers(environment));
  }

  @Bean
  ClientAudience clientAudience(
      JdbcClient jdbc, Clock clock, @Value("${recado.conversation.timezone}") ZoneId zone) {
    return new ClientAudience(jdbc, clock, zone);
  }

  @Bean
  ClientScreen clientScreen(JdbcClient jdbc) {
    return new ClientScreen(jdbc);
  }
}
