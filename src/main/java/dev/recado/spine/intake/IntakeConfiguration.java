package dev.recado.spine.intake;

import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.KafkaConnection;
import dev.recado.spine.outbox.Instance;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.RetrySchedule;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the intake. */
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
        return table.replayAll(EventState.DEAD, type, reason, clock.instant());
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
  StoredWebhooks storedWebhooks(EventTable table) {
    return table::webhook;
  }

  @Bean
  Untaken untaken(KafkaConnection kafka, IntakeSettings settings, Clock clock) {
    return new Untaken(kafka, settings.group(), settings.topic(), clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  EventReaders eventReaders(List<EventReader> readers, DeclaredReaders declared) {
    return new EventReaders(readers, declared);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  EventSinks eventSinks(List<EventSink> sinks) {
    return new EventSinks(sinks);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  IntakeMeters intakeMeters(MeterRegistry registry, Clock clock) {
    return new IntakeMeters(registry, clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Loop intakeLoop(Loops loops) {
    return loops.add("intake");
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Intake intake(
      EventReaders readers,
      EventSinks sinks,
      EventTable table,
      Flows flows,
      Outbox outbox,
      RetrySchedule away,
      TransactionTemplate transaction,
      IntakeMeters meters,
      IntakeSettings settings,
      Clock clock) {
    FlowRuns runs = new FlowRuns(flows, Executors.newCachedThreadPool(), settings.threads());
    Decision.Maker maker = new Decision.Maker(faults(settings), away);
    return new Intake(
        readers, sinks, table, runs, maker, outbox, transaction, meters, settings, clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  TakeBatch takeBatch(Intake intake, Loop intakeLoop) {
    intake.onProgress(intakeLoop::wentOn);
    return new TakeBatch(intake::take, intakeLoop, TakeBatch.PATIENCE);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  IntakeRoute intakeRoute(IntakeSettings settings, TakeBatch take) {
    return new IntakeRoute(settings, take);
  }

  @Bean(IntakeClient.BEAN)
  @ConditionalOnRole(Role.INTAKE)
  IntakeClient intakeClient(KafkaConnection kafka) {
    return new IntakeClient(kafka);
  }

  /** Camel looks up the bean by this name. */
  @Bean(KafkaConstants.KAFKA_SUBSCRIBE_ADAPTER)
  @ConditionalOnRole(Role.INTAKE)
  Membership membership() {
    return new Membership();
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  IntakeLifecycle intakeLifecycle(
      CamelContext camel,
      Intake intake,
      TakeBatch take,
      EventReaders readers,
      EventSinks sinks,
      EventTable table,
      Flows flows,
      Outbox outbox,
      RetrySchedule away,
      TransactionTemplate transaction,
      IntakeMeters meters,
      IntakeSettings settings,
      Clock clock,
      Instance me,
      Untaken untaken,
      Loop intakeLoop,
      Loops loops) {
    List<LateEvents> lanes = new ArrayList<>();
    for (Lane lane : settings.lanes()) {
      LateEvents late =
          new LateEvents(
              table,
              readers,
              sinks,
              flows,
              new Decision.Maker(faults(settings), lane.inOrder() ? brief(settings) : away),
              outbox,
              transaction,
              meters,
              clock,
              lane,
              loops.add(lane.name()));
      intake.onLaterWork(late::wake);
      lanes.add(late);
    }
    return new IntakeLifecycle(
        camel, take, lanes, () -> takeOver(me, table, clock), untaken, intakeLoop);
  }

  /**
   * A former hub on this database is dead. Its claims are released at once, so that no customer
   * waits for a lease to end.
   */
  private static void takeOver(Instance me, EventTable table, Clock clock) {
    if (me.alone()) {
      table.release(clock.instant());
    }
  }

  /**
   * A customer waits for an answer: a dead letter that a person sees is better than an answer an
   * hour late.
   */
  private static RetrySchedule brief(IntakeSettings settings) {
    return new RetrySchedule(
        settings.chatSchedule(), 0.2, () -> ThreadLocalRandom.current().nextDouble());
  }

  private static RetrySchedule faults(IntakeSettings settings) {
    return new RetrySchedule(
        settings.faultSchedule(), 0.2, () -> ThreadLocalRandom.current().nextDouble());
  }
}
