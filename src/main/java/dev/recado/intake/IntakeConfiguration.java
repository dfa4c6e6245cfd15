package dev.recado.intake;

import dev.recado.flow.Flows;
import dev.recado.ingress.InboundRecord;
import dev.recado.ingress.KafkaConnection;
import dev.recado.loop.Loops;
import dev.recado.outbox.Outbox;
import dev.recado.outbox.RetrySchedule;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;
import org.springframework.util.backoff.ExponentialBackOff;

/** Puts intake together. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  @Bean
  EventTable eventTable(JdbcClient jdbc) {
    return new EventTable(jdbc);
  }

  @Bean
  Events events(EventTable table, Clock clock) {
    return new Events() {
      @Override
      public boolean replay(UUID id) {
        return table.replay(id, clock.instant());
      }

      @Override
      public int replayDead(@Nullable String type, @Nullable String reason) {
        return table.replayAll("DEAD", type, reason, clock.instant());
      }

      @Override
      public Optional<InboundRecord> latest(String subject, String type) {
        return table.latest(subject, type);
      }

      @Override
      public Map<String, Long> waiting(java.util.Collection<String> flows) {
        return table.waiting(flows);
      }
    };
  }

  @Bean
  Untaken untaken(KafkaConnection kafka, IntakeSettings settings, Clock clock) {
    return new Untaken(kafka, settings.group(), settings.topic(), clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  IntakeLifecycle intake(
      KafkaConnection kafka,
      List<EventReader> eventReaders,
      List<EventSink> eventSinks,
      EventTable table,
      Flows flows,
      Outbox outbox,
      RetrySchedule away,
      TransactionTemplate transaction,
      MeterRegistry registry,
      IntakeSettings settings,
      Clock clock,
      Environment environment,
      Untaken untaken,
      Loops loops) {
    EventReaders readers = new EventReaders(eventReaders);
    EventSinks sinks = new EventSinks(eventSinks);
    Decision.Maker maker = new Decision.Maker(faults(settings), away);
    IntakeMeters meters = new IntakeMeters(registry, clock);
    FlowRuns runs = new FlowRuns(flows, Executors.newCachedThreadPool(), settings.threads());
    Intake intake =
        new Intake(
            readers, sinks, table, runs, maker, outbox, transaction, meters, settings, clock);
    List<LateEvents> lanes = new ArrayList<>();
    for (Lane lane : settings.lanes()) {
      Decision.Maker decisions =
          lane.inOrder() ? new Decision.Maker(faults(settings), brief(settings)) : maker;
      lanes.add(
          new LateEvents(
              table,
              readers,
              sinks,
              flows,
              decisions,
              outbox,
              transaction,
              meters,
              clock,
              lane,
              loops.add(lane.name())));
    }
    return new IntakeLifecycle(
        container(kafka, settings),
        intake,
        lanes,
        () -> takeOver(environment, table, clock),
        untaken,
        loops.add("intake"));
  }

  /**
   * With the embedded PostgreSQL there is no other hub: whatever somebody was at work on, he is no
   * more. A customer need not wait for his lease to end.
   */
  private static void takeOver(Environment environment, EventTable table, Clock clock) {
    if (!StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
      table.release(clock.instant());
    }
  }

  /** Somebody waits for an answer: one that is an hour late is worse than a person who looks. */
  private static RetrySchedule brief(IntakeSettings settings) {
    return new RetrySchedule(
        settings.chatSchedule(), 0.2, () -> ThreadLocalRandom.current().nextDouble());
  }

  private static RetrySchedule faults(IntakeSettings settings) {
    return new RetrySchedule(
        settings.faultSchedule(), 0.2, () -> ThreadLocalRandom.current().nextDouble());
  }

  private static KafkaMessageListenerContainer<byte[], byte[]> container(
      KafkaConnection kafka, IntakeSettings settings) {
    Map<String, Object> consumer = new HashMap<>(kafka.settings());
    consumer.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    // A killed hub counts as a member for this long, and its successor gets nothing: 45 s by
    // default.
    consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    // A short wait at the broker fills batches: a commit for each record is what costs.
    consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 65_536);
    consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 30);
    // The default, and on purpose: a larger record comes alone, and many large ones would fill the
    // memory.
    consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1_048_576);
    ContainerProperties properties = new ContainerProperties(settings.topic());
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    properties.setSyncCommits(false);
    properties.setMissingTopicsFatal(false);
    KafkaMessageListenerContainer<byte[], byte[]> container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            properties);
    container.setBeanName("intake");
    container.setCommonErrorHandler(patience());
    return container;
  }

  /** Only an absent PostgreSQL gets this far, and that is waited for, however long. */
  private static DefaultErrorHandler patience() {
    ExponentialBackOff backOff = new ExponentialBackOff(500, 1.5);
    backOff.setMaxInterval(Duration.ofSeconds(2).toMillis());
    backOff.setMaxElapsedTime(Long.MAX_VALUE);
    return new DefaultErrorHandler(backOff);
  }
}
