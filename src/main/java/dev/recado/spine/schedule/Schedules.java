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

/** Lets people list, start, pause, resume and move the flows that run by the clock. */
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
   * @param flow the flow that it belongs to, with its file's schedule
   * @param schedule the schedule that counts: the file's, or at the time that a person set
   * @param own the time that a person set, or null
   * @param madeUpForAt when a missed time will be made up for, if it waits for its hours, or null
   * @param pausedAt since when nothing fires, or null
   * @param pausedBy the person who paused it, or null
   * @param lastPlanned the planned time that fired last, or null
   * @param lastEvent the last event, also if a person started the flow, or null
   */
  public record State(
      ScheduledFlow flow,
      Schedule schedule,
      @Nullable OwnTime own,
      @Nullable Instant madeUpForAt,
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
    Instant now = clock.instant();
    return flows().stream()
        .map(flow -> state(flow, progress.get(flow.schedule().key()), now))
        .toList();
  }

  private static State state(ScheduledFlow flow, @Nullable Progress it, Instant now) {
    if (it == null) {
      return new State(flow, flow.schedule(), null, null, null, null, null, null);
    }
    Schedule schedule = flow.at(it.own()).schedule();
    return new State(
        flow,
        schedule,
        it.own(),
        it.pausedAt() == null ? schedule.madeUpForAt(it.upTo(), now).orElse(null) : null,
        it.pausedAt(),
        it.pausedBy(),
        it.lastPlanned(),
        it.lastEvent());
  }

  /**
   * Returns the state of one schedule.
   *
   * @param group of the schedule
   * @param name of the schedule
   * @return empty if no flow has this schedule
   */
  public Optional<State> find(String group, String name) {
    String key = group + "/" + name;
    return all().stream().filter(one -> one.flow().schedule().key().equals(key)).findFirst();
  }

  private List<ScheduledFlow> flows() {
    Generation generation = routes.current();
    return generation == null ? List.of() : ScheduledFlow.in(generation);
  }

  private Optional<ScheduledFlow> flow(String group, String name) {
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
    return flow(group, name).map(flow -> run(flow, by));
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
    Optional<ScheduledFlow> flow = flow(group, name);
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
    Optional<ScheduledFlow> flow = flow(group, name);
    flow.ifPresent(resumed -> table.resume(resumed.schedule(), clock.instant()));
    return flow.isPresent();
  }

  /**
   * Gives a schedule another time, for all hubs and until it is taken back. It counts from now on:
   * no time before fires.
   *
   * @param group of the schedule
   * @param name of the schedule
   * @param cron in Quartz's syntax, or null
   * @param every an interval such as {@code 15m}, or null; exactly one of the two
   * @param by the person who sets it
   * @return false if no flow has this schedule
   * @throws UnusableScheduleException if the time is invalid, or never comes; the message is a
   *     sentence
   */
  public boolean set(
      String group, String name, @Nullable String cron, @Nullable String every, String by) {
    Optional<ScheduledFlow> flow = flow(group, name);
    Instant now = clock.instant();
    flow.ifPresent(moved -> move(moved, OwnTime.of(moved.schedule(), cron, every, now, by), now));
    return flow.isPresent();
  }

  /**
   * Gives a schedule its file's time again, from now on.
   *
   * @param group of the schedule
   * @param name of the schedule
   * @return false if no flow has this schedule
   */
  public boolean unset(String group, String name) {
    Optional<ScheduledFlow> flow = flow(group, name);
    flow.ifPresent(moved -> move(moved, null, clock.instant()));
    return flow.isPresent();
  }

  /** Between looks, because a look that has read the old time would put its own progress over. */
  private void move(ScheduledFlow flow, @Nullable OwnTime own, Instant now) {
    transaction.executeWithoutResult(
        status -> {
          table.lockedLook();
          table.known(flow, now);
          if (own != null || table.hasOwn(flow.schedule())) {
            table.set(flow.schedule(), own, now);
          }
        });
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
