package dev.recado.spine.cleanup;

import dev.recado.ground.database.Retention;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the beans of the clean-up. */
@Configuration(proxyBeanMethods = false)
class CleanUpConfiguration {

  private static final Duration EVERY = Duration.ofSeconds(30);

  @Bean
  CleanUpTable cleanUpTable(JdbcClient jdbc, List<Retention> retentions) {
    return new CleanUpTable(jdbc, retentions);
  }

  @Bean
  CleanUpEffect cleanUpEffect(CleanUpTable table) {
    return new CleanUpEffect(table);
  }

  @Bean
  CleanUpSteps cleanUpSteps(CleanUpTable table) {
    return new CleanUpSteps(table);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  CleanUps cleanUps(
      CleanUpTable table,
      List<Retention> retentions,
      CleanUpSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    return new CleanUps(table, retentions, settings, transaction, clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated cleanUpRoutes(CleanUps work) {
    return new Repeated(
        "recado",
        "old-rows",
        "Deletes the old rows that a clean-up has asked for, in small batches",
        EVERY,
        work::work);
  }
}
