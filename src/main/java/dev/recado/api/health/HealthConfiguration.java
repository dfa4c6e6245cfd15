package dev.recado.api.health;

import dev.recado.authoring.reload.FlowReload;
import dev.recado.chat.intent.Intents;
import dev.recado.chat.intent.LlmState;
import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.ground.embedded.DiskSpace;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Overdue;
import dev.recado.ground.process.Role;
import dev.recado.spine.alert.Alerts;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.foreign.ForeignDatabase;
import dev.recado.spine.foreign.ForeignDatabases;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.ingress.KafkaConnection;
import dev.recado.spine.ingress.WarmUp;
import dev.recado.spine.intake.Membership;
import dev.recado.spine.intake.Untaken;
import dev.recado.spine.outbox.Dispatch;
import dev.recado.systems.kommo.Kommo;
import dev.recado.systems.kommo.KommoConnection;
import dev.recado.systems.odoo.Odoo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * The components of {@code /actuator/health} beyond Spring Boot's own, and the gauges of the
 * backlog.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  /** An operator should look at something, but the hub still works. */
  private static final Status DEGRADED = new Status("DEGRADED");

  private static final Duration FRESH = Duration.ofSeconds(5);

  @Bean
  Ready ready(Environment environment) {
    return new Ready(environment);
  }

  @Bean
  KafkaProbe kafkaProbe(KafkaConnection connection) {
    return new KafkaProbe(connection);
  }

  @Bean
  Pulse pulse(
      JdbcClient jdbc,
      KafkaProbe probe,
      InboundLog inbound,
      ObjectProvider<DiskSpace> disk,
      Routes flows,
      Loops loops,
      Clock clock) {
    DiskSpace space = disk.getIfAvailable();
    return new Pulse(
        jdbc, probe, inbound, () -> space == null || !space.scarce(), flows, loops, clock);
  }

  /** Also part of the readiness: without enough disk space webhooks are refused. */
  @Bean
  HealthIndicator diskHealthIndicator(ObjectProvider<DiskSpace> disk) {
    DiskSpace space = disk.getIfAvailable();
    return () ->
        space == null
            ? Health.up().withDetail("embedded", false).build()
            : (space.scarce() ? Health.outOfService() : Health.up())
                .withDetail("freeBytes", space.freeBytes())
                .withDetail("leastBytes", space.leastBytes())
                .build();
  }

  @Bean
  @ConditionalOnBean(DiskSpace.class)
  MeterBinder diskGauge(DiskSpace space) {
    return registry ->
        Gauge.builder("recado.disk.free.bytes", space, DiskSpace::freeBytes)
            .description("Disk space that the embedded servers have left")
            .register(registry);
  }

  @Bean
  Backlog backlog(JdbcClient jdbc, Untaken untaken, Clock clock) {
    return new Backlog(jdbc, untaken, clock);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  MeterBinder backlogGauges(Backlog backlog) {
    return backlog::register;
  }

  /** Replaces Spring Boot's own, with which each probe would wait for the connection pool. */
  @Bean
  HealthIndicator dbHealthIndicator(Pulse pulse) {
    return () -> (pulse.postgres() ? Health.up() : Health.down()).build();
  }

  @Bean
  Watchdog watchdog(Loops loops, JdbcClient jdbc, MeterRegistry meters, Clock clock) {
    return new Watchdog(loops, new Overdue(jdbc, clock), meters);
  }

  /** Reports a loop that stands still. The hub goes on as well as it can. */
  @Bean
  HealthIndicator loopsHealthIndicator(Loops loops) {
    return () -> {
      Health.Builder health = loops.stalled() ? Health.down() : Health.up();
      for (Loop.Status loop : loops.statuses()) {
        if (!loop.stalled().isZero() || loop.why() != null) {
          health.withDetail(loop.name(), Told.of(loop));
        }
      }
      return health.build();
    };
  }

  /** The report of a loop that makes no progress. */
  record Told(long stalledSeconds, @Nullable String why) {

    static Told of(Loop.Status loop) {
      return new Told(loop.stalled().toSeconds(), loop.why());
    }
  }

  /**
   * Ready means that the hub acknowledges webhooks and works on them. Part of the readiness group.
   *
   * <p>After the start only Kafka can make the hub unready. A loop that stands still cannot: most
   * senders lose a refused webhook, while an acknowledged one waits.
   */
  @Bean
  HealthIndicator acknowledgingHealthIndicator(
      Pulse pulse,
      Routes flows,
      ObjectProvider<WarmUp> ingress,
      ObjectProvider<Membership> intake) {
    return () -> {
      boolean takes = ingress.stream().allMatch(door -> door.proved() && pulse.kafka());
      boolean works = intake.stream().allMatch(Membership::joined);
      return (takes && works && flows.loaded() ? Health.up() : Health.outOfService())
          .withDetail("logTakesRecords", takes)
          .withDetail("intakeHasJoined", works)
          .withDetail("flowsAreLoaded", flows.loaded())
          .build();
    };
  }

  @Bean
  HealthIndicator kafkaHealthIndicator(Pulse pulse) {
    return () -> (pulse.kafka() ? Health.up() : Health.down()).build();
  }

  @Bean
  @ConditionalOnRole(Role.DISPATCH)
  HealthIndicator connectorsHealthIndicator(Dispatch dispatch) {
    return () -> {
      Map<String, String> connectors = new TreeMap<>(dispatch.breakers());
      boolean open = connectors.containsValue("OPEN");
      Map<String, String> troubles = dispatch.troubles();
      connectors.putAll(troubles);
      return degradedIf(open || !troubles.isEmpty()).withDetails(connectors).build();
    };
  }

  @Bean
  HealthIndicator odooHealthIndicator(Odoo odoo) {
    return () ->
        odoo.configured() ? odoo(odoo) : Health.up().withDetail("configured", false).build();
  }

  private static Health odoo(Odoo odoo) {
    String trouble = odoo.trouble();
    Health.Builder health =
        degradedIf(trouble != null || odoo.breaker().equals("OPEN"))
            .withDetail("breaker", odoo.breaker());
    return trouble == null ? health.build() : health.withDetail("trouble", trouble).build();
  }

  /** The state comes from the hub itself, because probes must not use up Kommo's request limit. */
  @Bean
  HealthIndicator kommoHealthIndicator(Kommo kommo, KommoConnection connection, Clock clock) {
    Remembered<Health> health = new Remembered<>(() -> kommo(kommo, connection), FRESH, clock);
    return () ->
        kommo.configured() ? health.get() : Health.up().withDetail("configured", false).build();
  }

  private static Health kommo(Kommo kommo, KommoConnection connection) {
    try {
      boolean connected = connection.connected();
      Health.Builder health =
          degradedIf(!connected || kommo.breaker().equals("OPEN"))
              .withDetail("connected", connected)
              .withDetail("breaker", kommo.breaker());
      connection.tokenExpiresAt().ifPresent(end -> health.withDetail("tokenExpiresAt", end));
      return health.build();
    } catch (DataAccessException | TransactionException e) {
      // The account is in PostgreSQL. Its own health component reports that it is away.
      return Health.unknown().withDetail("breaker", kommo.breaker()).build();
    }
  }

  /**
   * Without the LLM the classifier answers. That is worth a look and no reason to stop. The same
   * applies to an LLM whose answers are never used.
   */
  @Bean
  HealthIndicator llmHealthIndicator(Intents intents) {
    return () -> {
      LlmState llm = intents.llm();
      Health.Builder health =
          degradedIf(llm.breaker().equals("OPEN") || llm.trouble() != null)
              .withDetail("provider", llm.provider())
              .withDetail("breaker", llm.breaker());
      detail(health, "format", llm.format());
      detail(health, "lastUsedAt", llm.lastUsedAt());
      detail(health, "trouble", llm.trouble());
      return health.build();
    };
  }

  /** Nothing is asked for it: a probe must not cost another system a connection. */
  @Bean
  HealthIndicator databasesHealthIndicator(ForeignDatabases databases) {
    return () -> {
      Map<String, ForeignDatabase.Status> statuses = databases.statuses();
      boolean trouble =
          statuses.values().stream()
              .anyMatch(one -> one.trouble() != null || one.breaker().equals("OPEN"));
      return degradedIf(trouble).withDetails(statuses).build();
    };
  }

  private static void detail(Health.Builder health, String name, @Nullable Object value) {
    if (value != null) {
      health.withDetail(name, value);
    }
  }

  @Bean
  HealthIndicator flowsHealthIndicator(Routes flows, FlowReload reload, SharedBreakers shared) {
    return () -> {
      Map<String, String> broken = reload.refused();
      Map<String, String> breakers = shared.states();
      return degradedIf(!broken.isEmpty() || !flows.loaded() || breakers.containsValue("OPEN"))
          .withDetail("loaded", flows.loaded())
          .withDetail("broken", broken)
          .withDetail("breakers", breakers)
          .build();
    };
  }

  /** The alerts that are raised, each with its sentence. */
  @Bean
  HealthIndicator alertsHealthIndicator(AlertBoard board) {
    return () -> {
      Map<String, String> raised = board.texts();
      return raised == null
          ? Health.unknown().build()
          : degradedIf(!raised.isEmpty()).withDetails(raised).build();
    };
  }

  @Bean
  AlertBoard alertBoard(Alerts alerts, Clock clock) {
    return new AlertBoard(alerts, clock);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  MeterBinder alertGauges(AlertBoard board) {
    return board::register;
  }

  @Bean
  HealthIndicator deadLettersHealthIndicator(Backlog backlog) {
    return () -> {
      Backlog.Numbers numbers = backlog.numbers();
      return numbers.known()
          ? degradedIf(numbers.dead() > 0).withDetail("count", (long) numbers.dead()).build()
          : Health.unknown().build();
    };
  }

  private static Health.Builder degradedIf(boolean trouble) {
    return trouble ? Health.status(DEGRADED) : Health.up();
  }
}
