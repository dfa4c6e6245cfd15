package dev.recado.spine.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.intake.Timers;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the beans for flows that run by the clock. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

  @Bean
  ScheduleTable scheduleTable(JdbcClient jdbc) {
    return new ScheduleTable(jdbc);
  }

  @Bean
  ScheduleEvents scheduleEvents(ObjectMapper json) {
    return new ScheduleEvents(json);
  }

  @Bean
  Schedules schedules(
      Routes routes,
      ScheduleTable table,
      ScheduleEvents events,
      Timers timers,
      TransactionTemplate transaction,
      Clock clock) {
    return new Schedules(routes, table, events, timers, transaction, clock);
  }

  /** Replaces Camel's own component in flows. Only the hub's own routes use Camel's. */
  @Bean
  RoutePart declaredSchedules(@Value("${recado.conversation.timezone}") ZoneId house, Clock clock) {
    return (context, files) -> {
      context.addComponent(Schedule.SCHEME, new ScheduleComponent(house, clock));
      return Map.of();
    };
  }

  /**
   * Camel's component on the scheduler of all hubs. It starts the scheduler once Camel's context
   * can take due work.
   *
   * <p>A hub of an earlier release that shares the database may have met jobs that it does not
   * know. Quartz then stops firing them until their error state is reset.
   */
  @Bean(Schedule.SCHEME)
  @ConditionalOnRole(Role.INTAKE)
  QuartzComponent quartz(Scheduler scheduler) throws SchedulerException {
    for (TriggerKey trigger : scheduler.getTriggerKeys(GroupMatcher.anyGroup())) {
      scheduler.resetTriggerFromErrorState(trigger);
    }
    QuartzComponent quartz = new QuartzComponent();
    quartz.setScheduler(scheduler);
    return quartz;
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated scheduleRoutes(
      Routes routes,
      ScheduleTable table,
      ScheduleEvents events,
      Timers timers,
      TransactionTemplate transaction,
      Clock clock) {
    // A look that fails goes on with the next one where the last one that came to its end stopped.
    return Repeated.eachMinute(
        "recado",
        "schedules",
        "Looks each minute which flows are due by the clock, and sets their events",
        new Look(routes, table, events, timers, transaction, clock)::look);
  }
}
