package dev.recado.spine.schedule;

import dev.recado.spine.camel.Generation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/**
 * A flow that runs by the clock.
 *
 * @param schedule when it runs
 * @param flow the id of its route
 * @param description one sentence, or null if it has none
 * @param since when this state of the folder was built
 */
public record ScheduledFlow(
    Schedule schedule, String flow, @Nullable String description, Instant since) {

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
}
