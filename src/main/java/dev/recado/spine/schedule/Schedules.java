package dev.recado.spine.schedule;

import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.schedule.ScheduleTable.Progress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets people list, start, pause and resume the flows that run by the clock. */
public final class Schedules {

  private final Routes routes;
  private final ScheduleTable table;
  private final ScheduleEvents events;
  private final Timers timers;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Schedules(
      Routes routes,
      ScheduleTable table,
      ScheduleEvents events,
      Timers timers,
      TransactionTemplate transaction,
      Clock clock) {
    this.routes = routes;
    this.table = table;
    this.events = events;
    this.timers = timers;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The state of a schedule.
   *
   * @param flow the flow that it belongs to
   * @param pausedAt since when nothing fires, or null
   * @param pausedBy the person who paused it, or null
   * @param lastPlanned the planned time that fired last, or null
   * @param lastEvent the last event, also if a person started the flow, or null
   */
  public record State(
      ScheduledFlow flow,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      @Nullable Instant lastPlanned,
      @Nullable UUID lastEvent) {}

  /**
   * Lists the schedules of the current flows.
   *
   * @return the schedules, sorted by group and name; empty before the flows are loaded
   */
  public List<State> all() {
    Map<String, Progress> progress = table.all();
    return flows().stream().map(flow -> state(flow, progress.get(flow.schedule().key()))).toList();
  }

  private static State state(ScheduledFlow flow, @Nullable Progress it) {
    return it == null
        ? new State(flow, null, null, null, null)
        : new State(flow, it.pausedAt(), it.pausedBy(), it.lastPlanned(), it.lastEvent());
  }

  private List<ScheduledFlow> flows() {
    Generation generation = routes.current();
    return generation == null ? List.of() : ScheduledFlow.in(generation);
  }

  private Optional<ScheduledFlow> find(String group, String name) {
    String key = group + "/" + name;
    return flows().stream().filter(flow -> flow.schedule().key().equals(key)).findFirst();
  }

  /**
   * Runs a flow now, whether it is paused or not; its planned times stay as they are.
   *
   * @param group of its schedule
   * @param name of its schedule
   * @param by the person who starts it
   * @return the event, or empty if no flow has this schedule
   */
  public Optional<UUID> run(String group, String name, String by) {
    return find(group, name).map(flow -> run(flow, by));
  }

  private UUID run(ScheduledFlow flow, String by) {
    Instant now = clock.instant();
    InboundRecord record = events.now(flow.schedule(), by, now);
    transaction.executeWithoutResult(
        status -> {
          table.known(flow, now);
          timers.set(record, EventTypes.SCHEDULE_FIRED, now);
          table.fired(flow.schedule(), null, record.id());
        });
    return record.id();
  }

  /**
   * Pauses a schedule. A paused one stays paused.
   *
   * @param group of the schedule
   * @param name of the schedule
   * @param by the person who pauses it
   * @return false if no flow has this schedule
   */
  public boolean pause(String group, String name, String by) {
    Optional<ScheduledFlow> flow = find(group, name);
    Instant now = clock.instant();
    flow.ifPresent(
        paused ->
            transaction.executeWithoutResult(
                status -> {
                  table.known(paused, now);
                  table.pause(paused.schedule(), by, now);
                }));
    return flow.isPresent();
  }

  /**
   * Resumes a schedule. Times that passed during the pause do not fire later.
   *
   * @param group of the schedule
   * @param name of the schedule
   * @return false if no flow has this schedule
   */
  public boolean resume(String group, String name) {
    Optional<ScheduledFlow> flow = find(group, name);
    flow.ifPresent(resumed -> table.resume(resumed.schedule(), clock.instant()));
    return flow.isPresent();
  }

  /**
   * Makes the record of a planned time as the clock would, without setting an event.
   *
   * @param schedule the schedule of that time
   * @param planned the time
   * @return the record of an event of the type {@code schedule.fired}
   */
  public InboundRecord rehearsal(Schedule schedule, Instant planned) {
    return events.planned(schedule, new Schedule.Firing(planned, 0), clock.instant());
  }
}
