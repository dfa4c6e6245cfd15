package dev.recado.spine.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.process.StartupProblem;
import dev.recado.spine.camel.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/** Wires the outbox. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

  /** An embedded PostgreSQL belongs to this hub alone. */
  @Bean
  Instance instance(Environment environment) {
    boolean alone = !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
    return new Instance(UUID.randomUUID(), alone);
  }

  @Bean
  OutboxTable outbox(
      JdbcClient jdbc, ObjectMapper json, Clock clock, Instance me, OutboxSettings settings) {
    return new OutboxTable(jdbc, json, clock, me, settings.timezone());
  }

  @Bean
  Messages messages(JdbcClient jdbc) {
    return new MessageTable(jdbc);
  }

  @Bean
  MessageDecisions messageDecisions(
      JdbcClient jdbc, OutboxTable outbox, TransactionTemplate transaction, Clock clock) {
    return new MessageDecisions(jdbc, outbox, transaction, clock);
  }

  @Bean
  Contacts contacts(JdbcClient jdbc, Clock clock) {
    return new Contacts(jdbc, clock);
  }

  @Bean
  Receipts receipts(JdbcClient jdbc, Clock clock) {
    return new Receipts(jdbc, clock);
  }

  /** For connectors that call no outside system, such as the one for answers by the API. */
  @Bean("outcomes")
  Outcomes outcomes() {
    return new Outcomes();
  }

  @Bean
  RetrySchedule retrySchedule(OutboxSettings settings) {
    return new RetrySchedule(
        settings.retrySchedule(),
        settings.retryJitter(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  @Bean
  Gate gate(OutboxSettings settings, List<Channel> channels) {
    String preset = settings.quietHours();
    if (!StringUtils.hasText(preset)) {
      boolean simulated = channels.stream().anyMatch(Channel::simulated);
      preset = simulated ? "off" : "per-state";
    }
    try {
      return new Gate(QuietHours.preset(preset.strip(), settings.timezone()));
    } catch (IllegalArgumentException e) {
      throw new StartupProblem("RECADO_QUIET_HOURS cannot be read.", QuietHours.REMEDY, e);
    }
  }

  @Bean
  @ConditionalOnRole(Role.DISPATCH)
  Dispatch dispatch(
      OutboxTable table,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Routes routes,
      Gate gate,
      RetrySchedule schedule,
      OutboxSettings settings,
      List<Channel> channels,
      Instance me,
      MeterRegistry meters,
      Clock clock,
      Loops loops) {
    Dispatcher.Parts parts =
        new Dispatcher.Parts(
            table,
            new Ledger(jdbc, transaction, clock, me, loops.add("outbox-ledger")),
            new CamelSender(routes),
            gate,
            new ChannelPace(jdbc),
            schedule,
            new OutboxMeters(meters),
            settings,
            clock);
    return new Dispatch(parts, channels, new Instances(jdbc, table, me, clock), loops);
  }
}
