package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.intent.Business;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Exposure;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.intake.Timers;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/** Puts the sellers together. */
@Configuration(proxyBeanMethods = false)
class SellerConfiguration {

  @Bean
  Areas sellerAreas(Business business, SellerSettings settings) {
    return new Areas(business, settings.fallbackArea());
  }

  @Bean
  Pools sellerPools(JdbcClient jdbc) {
    return new Pools(jdbc);
  }

  @Bean
  SellerRows sellerRows(JdbcClient jdbc, ObjectMapper json) {
    return new SellerRows(jdbc, json);
  }

  @Bean
  Assignments sellerAssignments(
      JdbcClient jdbc, Pools pools, TransactionTemplate transaction, Clock clock) {
    return new Assignments(jdbc, pools, transaction, clock);
  }

  @Bean
  SellerTable sellers(
      SellerRows rows,
      Assignments assignments,
      Pools pools,
      Areas areas,
      Absences absences,
      SellerSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    return new SellerTable(
        rows, assignments, pools, areas, absences, settings.loadWindow(), transaction, clock);
  }

  @Bean
  Absences sellerAbsences(
      JdbcClient jdbc,
      SellerWrites writes,
      Clock clock,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    return new Absences(jdbc, writes, clock, zone);
  }

  @Bean
  SellerWrites sellerWrites(
      JdbcClient jdbc,
      SellerRows rows,
      Pools pools,
      SellerSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    return new SellerWrites(jdbc, rows, pools, settings.loadWindow(), transaction, clock);
  }

  /** Nothing real: no external database, CRM or WhatsApp. */
  @Bean
  ExampleSellers exampleSellers(
      JdbcClient jdbc, SellerWrites writes, Areas areas, Environment environment) {
    boolean embedded = !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
    return new ExampleSellers(jdbc, writes, areas, embedded && !Exposure.providers(environment));
  }

  @Bean
  Roster sellerRoster(
      JdbcClient jdbc,
      SellerRows rows,
      SellerWrites writes,
      Areas areas,
      SellerSettings settings,
      Clock clock) {
    return new Roster(jdbc, rows, writes, areas, settings.loadWindow(), clock);
  }

  @Bean
  SellerSync sellerSync(
      ObjectProvider<SellerDirectory> directories,
      SellerRows rows,
      SellerWrites writes,
      Areas areas) {
    return new SellerSync(directories.orderedStream().toList(), rows, writes, areas);
  }

  @Bean
  SellerEvents sellerEvents(Timers timers, SellerRows rows, ObjectMapper json) {
    return new SellerEvents(timers, rows, json);
  }

  @Bean
  Outcomes leadOutcomes(
      JdbcClient jdbc,
      Assignments assignments,
      Pools pools,
      TransactionTemplate transaction,
      Clock clock) {
    return new Outcomes(jdbc, assignments, pools, transaction, clock);
  }

  @Bean
  OutcomeEvents leadOutcomeEvents(Timers timers, SellerRows rows, ObjectMapper json, Clock clock) {
    return new OutcomeEvents(timers, rows, json, clock);
  }

  @Bean
  AssignEffect sellerAssign(Sellers sellers, SellerEvents events) {
    return new AssignEffect(sellers, events);
  }

  /** The Kamelet {@code lead-owner-action} uses this bean by name. */
  @Bean("leadOwner")
  LeadOwner leadOwner(CrmPeople people, Sellers sellers) {
    return new LeadOwner(people, sellers);
  }

  @Bean
  Performance sellerPerformance(
      JdbcClient jdbc,
      Outcomes outcomes,
      ObjectProvider<PerformanceSource> sources,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    return new Performance(jdbc, outcomes, sources.orderedStream().toList(), zone);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated syncSellers(SellerSync sync, SellerSettings settings) {
    return new Repeated(
        "seller", "sync-sellers", "Asks the CRMs who sells", settings.syncEvery(), sync::run);
  }
}
