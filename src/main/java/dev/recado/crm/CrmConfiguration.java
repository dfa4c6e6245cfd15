package dev.recado.crm;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the bean that the Kamelet {@code local-lead-sink} names. */
@Configuration(proxyBeanMethods = false)
class CrmConfiguration {

  @Bean("localLeads")
  LocalLeads localLeads(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new LocalLeads(jdbc, transaction, clock);
  }

  @Bean
  LinkTable crmLinks(JdbcClient jdbc, TransactionTemplate transaction) {
    return new LinkTable(jdbc, transaction);
  }
}
