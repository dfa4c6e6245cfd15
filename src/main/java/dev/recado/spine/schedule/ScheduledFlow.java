package dev.recado.spine.schedule;

import dev.recado.spine.camel.Generation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A flow that runs by the clock.
 *
 * @param schedule when it runs, as its file says
 * @param flow the id of its route
 * @param description one sentence, or null if it has none
 * @param since when this state of the folder was built
 */
public record ScheduledFlow(
    Schedule schedule, String flow, @Nullable String description, Instant since) {

  private static final Logger log = LoggerFactory.getLogger(ScheduledFlow.class);

  /**
   * Lists the flows of a generation that run by the clock.
   *
   * @param generation any generation, current or not
   * @return the flows, sorted by group and name
   */
  public static List<ScheduledFlow> in(Generation generation) {
    return generation.context().getRoutes().stream()
        .filter(route -> route.getConsumer() instanceof ScheduleComponent.Declaration)
        .map(ScheduledFlow::of)
        .sorted(Comparator.comparing(flow -> flow.schedule().key()))
        .toList();
  }

  private static ScheduledFlow of(Route route) {
    ScheduleComponent.Declaration declaration = (ScheduleComponent.Declaration) route.getConsumer();
    return new ScheduledFlow(
        declaration.schedule(), route.getRouteId(), route.getDescription(), declaration.since());
  }

  /**
   * Applies the time that a person set.
   *
   * @param own that time, or null
   * @return the flow with it; with the file's own if there is none, or if this release cannot read
   *     it
   */
  ScheduledFlow at(@Nullable OwnTime own) {
    if (own == null) {
      return this;
    }
    try {
      return new ScheduledFlow(schedule.at(own), flow, description, since);
    } catch (UnusableScheduleException e) {
      log.warn(
          "The time that {} set for quartz:{} is not usable, so the file's counts: {}",
          own.by(),
          schedule.key(),
          e.getMessage());
      return this;
    }
  }
}
