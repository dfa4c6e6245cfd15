package dev.recado.spine.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channels;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
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
      JdbcClient jdbc,
      ObjectMapper json,
      Clock clock,
      Instance me,
      OutboxSettings settings,
      Channels channels) {
    return new OutboxTable(jdbc, json, clock, me, settings.timezone(), channels);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  OutboxTraffic outboxTraffic(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      OutboxTable outbox,
      Breakers breakers,
      Clock clock) {
    return new OutboxTraffic(jdbc, transaction, outbox, breakers, clock);
  }

  @Bean
  Messages messages(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    return new MessageTable(jdbc, json, clock);
  }

  @Bean
  MessageDecisions messageDecisions(
      JdbcClient jdbc, OutboxTable outbox, TransactionTemplate transaction, Clock clock) {
    return new MessageDecisions(jdbc, outbox, transaction, clock);
  }

  @Bean
  Batches batches(JdbcClient jdbc, OutboxTable outbox, Clock clock) {
    return new BatchTable(jdbc, outbox, clock);
  }

  @Bean
  WritingHours writingHours(Lanes lanes, Channels channels, OutboxSettings settings) {
    return new WritingHours(lanes, channels, settings);
  }

  @Bean
  Contacts contacts(JdbcClient jdbc, Clock clock, ObjectProvider<ContactListener> listeners) {
    return new Contacts(jdbc, clock, listeners::orderedStream);
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
  Lanes lanes(OutboxSettings settings, Channels channels) {
    return new Lanes(settings, channels);
  }

  @Bean
  @ConditionalOnRole(Role.DISPATCH)
  Dispatch dispatch(
      OutboxTable table,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Routes routes,
      Lanes lanes,
      RetrySchedule schedule,
      OutboxSettings settings,
      Instance me,
      MeterRegistry meters,
      Clock clock,
      Loops loops) {
    Dispatcher.Parts parts =
        new Dispatcher.Parts(
            table,
            new Ledger(jdbc, transaction, clock, me, loops.add("outbox-ledger")),
            new CamelSender(routes),
            new Gate(),
            new ChannelPace(jdbc),
            schedule,
            new OutboxMeters(meters),
            settings,
            clock);
    return new Dispatch(parts, lanes, new Instances(jdbc, table, me, clock), loops);
  }
}
