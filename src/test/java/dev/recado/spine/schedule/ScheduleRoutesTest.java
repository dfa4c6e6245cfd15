package dev.recado.spine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.SettableClock;
import dev.recado.ground.embedded.TestServers;
import dev.recado.ground.process.Repeated;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.intake.TestTimers;
import dev.recado.spine.intake.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext;

/** The clock's own route, in Spring's Camel context and on its clustered scheduler. */
@CamelSpringBootTest
@DirtiesContext
@SpringBootTest(
    classes = ScheduleRoutesTest.Hub.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ScheduleRoutesTest {

  private static final JobKey JOB = new JobKey("schedules", "recado");
  private static final TriggerKey TRIGGER = new TriggerKey("schedules", "recado");

  @Autowired private CamelContext camel;
  @Autowired private Scheduler scheduler;
  @Autowired private Routes routes;
  @Autowired private SettableClock clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private AtomicInteger attempts;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    CamelAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    QuartzAutoConfiguration.class,
    TransactionAutoConfiguration.class
  })
  @Import(ScheduleConfiguration.class)
  static class Hub {

    @Bean
    DataSource dataSource() {
      return new DriverManagerDataSource(TestServers.migratedUrl());
    }

    @Bean
    AtomicInteger attempts() {
      return new AtomicInteger();
    }

    @Bean
    Repeated failing(AtomicInteger attempts) {
      return new Repeated(
          "test",
          "count-attempts",
          "Fails, and counts",
          Duration.ofMillis(50),
          () -> fail(attempts));
    }

    private static void fail(AtomicInteger attempts) {
      attempts.incrementAndGet();
      throw new IllegalStateException("as planned");
    }

    @Bean
    SettableClock clock() {
      return new SettableClock(Instant.parse("2026-03-02T11:30:00Z"));
    }

    @Bean
    Timers timers(JdbcClient jdbc) {
      return TestTimers.on(jdbc);
    }

    @Bean(destroyMethod = "close")
    Routes routes() {
      return new Routes();
    }
  }

  @BeforeEach
  void save() {
    routes.replace(
        ScheduleKit.build(
            (Clock) clock, ScheduleKit.HOUSE, ScheduleKit.flow("minute", "cron: \"0 * * * * ?\"")));
  }

  private Instant lastLook() {
    return jdbc.sql("select at from schedule_look")
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .single();
  }

  @Test
  void theSchedulerOfAllHubsFiresTheRoute() throws Exception {
    clock.tick(Duration.ofMinutes(1));
    scheduler.triggerJob(JOB);
    await().until(this::lastLook, clock.instant()::equals);
    assertThat(
            jdbc.sql("select count(*) from event where type = 'schedule.fired'")
                .query(Long.class)
                .single())
        .isPositive();
  }

  @Test
  void failedWorkIsRepeated() {
    await().until(() -> attempts.get() > 2);
  }

  @Test
  void missedRunsOfRepeatedWorkAreNotRunLater() throws Exception {
    assertThat(
            scheduler.getTrigger(new TriggerKey("count-attempts", "test")).getMisfireInstruction())
        .isEqualTo(SimpleTrigger.MISFIRE_INSTRUCTION_RESCHEDULE_NEXT_WITH_REMAINING_COUNT);
  }

  @Test
  void theJobIsRecoverableAndRunsInOneHubAtATime() throws Exception {
    assertThat(scheduler.getMetaData().isJobStoreClustered()).isTrue();
    JobDetail job = scheduler.getJobDetail(JOB);
    assertThat(job.requestsRecovery()).isTrue();
    assertThat(job.isConcurrentExecutionDisallowed()).isTrue();
    // Another hub must find its own Camel context by it.
    assertThat(job.getJobDataMap().getString("CamelQuartzCamelContextName")).isEqualTo("recado");
  }

  @Test
  void aStartResetsATriggerThatAnEarlierReleaseCouldNotRun() throws Exception {
    jdbc.sql("update qrtz_triggers set trigger_state = 'ERROR' where trigger_name = 'schedules'")
        .update();
    new ScheduleConfiguration().quartz(scheduler);
    assertThat(scheduler.getTriggerState(TRIGGER)).isNotEqualTo(TriggerState.ERROR);
  }

  @Test
  void aStoppedRouteLeavesTheJobToTheOtherHubs() throws Exception {
    camel.getRouteController().stopRoute("schedules");
    Endpoint endpoint = camel.getRoute("schedules").getEndpoint();
    endpoint.stop();
    assertThat(scheduler.getTrigger(TRIGGER)).isNotNull();
    assertThat(scheduler.isShutdown()).isFalse();
    endpoint.start();
    camel.getRouteController().startRoute("schedules");
    assertThat(scheduler.getTriggersOfJob(JOB)).hasSize(1);
  }

  @Test
  void aFailedLookEndsNoJob() throws Exception {
    jdbc.sql("alter table schedule rename to elsewhere").update();
    try {
      Route route = camel.getRoute("schedules");
      Exchange exchange = new DefaultExchange(camel);
      clock.tick(Duration.ofMinutes(1));
      route.getConsumer().getProcessor().process(exchange);
      assertThat(exchange.getException()).isNull();
      assertThat(lastLook()).isBefore(clock.instant());
    } finally {
      jdbc.sql("alter table elsewhere rename to schedule").update();
    }
  }
}
