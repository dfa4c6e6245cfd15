package dev.recado.systems.odoo;

import dev.recado.ground.breaker.Breakers;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.ConditionalOnSender;
import dev.recado.ground.process.Exposure;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.sales.client.Clients;
import dev.recado.sales.commerce.Catalogue;
import dev.recado.sales.commerce.Orders;
import dev.recado.sales.crm.CrmConnector;
import dev.recado.sales.crm.SentAnswers;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.intake.Events;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures Odoo. */
@Configuration(proxyBeanMethods = false)
class OdooConfiguration {

  @Bean
  @ConditionalOnSender(
      value = {"recado.odoo.webhook-token", "recado.odoo.url"},
      expected = true)
  OdooWebhooks odooWebhooks(Environment environment) {
    return new OdooWebhooks(
        Exposure.secret(environment, "recado.odoo.webhook-token", "ODOO_WEBHOOK_TOKEN"));
  }

  @Bean
  OdooEvents odooEvents() {
    return new OdooEvents();
  }

  @Bean
  Odoo odoo(OdooSettings settings) {
    return new Odoo(settings, Outbound.client(settings.timeout(), 16), breaker());
  }

  @Bean("odooCrm")
  CrmConnector odooCrm(Odoo odoo, SentAnswers answers) {
    return new CrmConnector(new OdooLeads(odoo), answers);
  }

  @Bean("odooOrders")
  OdooOrders odooOrders(Odoo odoo, Orders orders, Catalogue catalogue, Clients clients) {
    return new OdooOrders(odoo, orders, catalogue, clients);
  }

  @Bean
  PartnerSink odooPartners(Clients clients) {
    return new PartnerSink(clients);
  }

  /** A refusal is Odoo's answer, so it does not count as a failure. */
  static CircuitBreaker breaker() {
    return CircuitBreaker.of(
        "odoo",
        Breakers.oneProbe()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(6)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .recordException(e -> e instanceof dev.recado.spine.flow.TryLaterException)
            .build());
  }

  @Bean
  ReconcileCursor reconcileCursor(JdbcClient jdbc) {
    return new ReconcileCursor(jdbc);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated reconcileInvoices(
      Odoo odoo,
      OdooSettings settings,
      ReconcileCursor cursor,
      Events events,
      InboundLog inbound,
      Clock clock,
      @Value("${recado.odoo.reconcile-every:5m}") Duration every) {
    InvoiceReconciler reconciler =
        new InvoiceReconciler(odoo, settings, cursor, events, inbound, clock);
    return new Repeated(
        "odoo",
        "reconcile-invoices",
        "Asks Odoo for invoices whose present state no webhook has reported",
        every,
        reconciler::reconcile);
  }
}
