package dev.recado.sales.client;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the beans for customers of the business. */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

  @Bean
  Clients clients(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new Clients(new ClientTable(jdbc), transaction, clock);
  }
}
