package dev.recado.systems.kommo;

import dev.recado.ground.breaker.Breakers;
import dev.recado.ground.process.SealedText;
import dev.recado.ground.process.SecretKey;
import dev.recado.sales.crm.CrmConnector;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.SentAnswers;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.http.Outbound;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the calls to Kommo. */
@Configuration(proxyBeanMethods = false)
class KommoConfiguration {

  @Bean
  KommoWire kommoWire(
      KommoSettings settings, JdbcClient jdbc, PlatformTransactionManager transactions) {
    KommoPace pace =
        new KommoPace(settings, jdbc, alone(transactions), wait -> Thread.sleep(wait.toMillis()));
    return new KommoWire(Outbound.client(settings.timeout(), 8), pace);
  }

  @Bean
  KommoAccounts kommoAccounts(JdbcClient jdbc, Environment environment, Clock clock) {
    byte[] key = SecretKey.derive(environment, "recado/kommo-tokens/v1");
    return new KommoAccounts(jdbc, new SealedText(key), clock);
  }

  @Bean
  TokenEndpoint kommoTokenEndpoint(KommoSettings settings, KommoWire wire, Clock clock) {
    return new TokenEndpoint(settings, wire, clock);
  }

  @Bean
  KommoTokens kommoTokens(
      KommoSettings settings,
      KommoAccounts accounts,
      TokenEndpoint endpoint,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new KommoTokens(settings, accounts, endpoint, alone(transactions), clock);
  }

  @Bean
  KommoOauth kommoOauth(
      KommoSettings settings,
      KommoAccounts accounts,
      TokenEndpoint endpoint,
      KommoTokens tokens,
      Clock clock) {
    return new KommoOauth(settings, accounts, endpoint, tokens, clock);
  }

  @Bean
  KommoConnection kommoConnection(KommoSettings settings, KommoTokens tokens) {
    return new KommoConnection(settings, tokens);
  }

  @Bean
  Kommo kommo(KommoSettings settings, KommoWire wire, KommoTokens tokens, Clock clock) {
    KommoHttp http = new KommoHttp(wire, tokens, new KommoErrors(settings, wire.pace()));
    return new Kommo(settings, http, breaker(), clock);
  }

  @Bean("kommoCrm")
  CrmConnector kommoCrm(
      Kommo kommo, KommoWrites writes, CrmLinks links, KommoOwners owners, SentAnswers answers) {
    return new CrmConnector(new KommoCrm(kommo, writes, links, owners), answers);
  }

  @Bean
  KommoWrites kommoWrites(JdbcClient jdbc, Clock clock) {
    return new KommoWrites(jdbc, clock);
  }

  @Bean
  KommoOwners kommoOwners(
      KommoSettings settings, KommoTokens tokens, KommoWrites writes, Sellers sellers) {
    return new KommoOwners(settings.nobody(), tokens, writes, sellers);
  }

  @Bean
  KommoLookup kommoLookup(Kommo kommo, CrmLinks links, KommoOwners owners) {
    return new KommoLookup(kommo, links, owners);
  }

  @Bean("kommoRecords")
  KommoRecords kommoRecords(Kommo kommo) {
    return new KommoRecords(kommo);
  }

  @Bean
  @Conditional(OnKommo.class)
  KommoSellers kommoSellers(Kommo kommo, KommoOwners owners) {
    return new KommoSellers(kommo, owners);
  }

  /** Transactions of their own, for changes that other hubs must see before the caller commits. */
  private static TransactionTemplate alone(PlatformTransactionManager transactions) {
    TransactionTemplate alone = new TransactionTemplate(transactions);
    alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return alone;
  }

  /** A refusal is Kommo's answer, so it does not count as a failure. */
  static CircuitBreaker breaker() {
    return CircuitBreaker.of(
        "kommo",
        Breakers.oneProbe()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(6)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .recordException(e -> e instanceof TryLaterException)
            .build());
  }
}
