package dev.recado.spine.schedule;

import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.schedule.ScheduleTable.Progress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the schedules of the current flows that have come due, and sets an event for each due time.
 *
 * <p>The events and the progress are written in one transaction, and only one hub looks at a time.
 * So a failed look is repeated as a whole, and two hubs fire once.
 */
final class Look {

  private final Routes routes;
  private final ScheduleTable table;
  private final ScheduleEvents events;
  private final Timers timers;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Look(
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

  /** Does nothing before the flows are loaded, because the schedules are unknown until then. */
  void look() {
    Generation generation = routes.current();
    if (generation != null) {
      List<ScheduledFlow> flows = ScheduledFlow.in(generation);
      transaction.executeWithoutResult(status -> look(flows));
    }
  }

  private void look(List<ScheduledFlow> flows) {
    Instant before = table.lockedLook();
    Instant now = clock.instant();
    // Another hub's clock may be ahead of ours.
    if (now.isAfter(before)) {
      Map<String, Progress> progress = table.all();
      flows.forEach(flow -> look(flow, progress.get(flow.schedule().key()), before, now));
      table.looked(now);
    }
  }

  private void look(ScheduledFlow file, @Nullable Progress progress, Instant before, Instant now) {
    ScheduledFlow flow = progress == null ? file : file.at(progress.own());
    if (progress != null && progress.pausedAt() != null) {
      table.seen(flow, now, now);
      return;
    }
    Schedule.Due due = flow.schedule().due(from(flow, progress, before), now);
    table.seen(flow, now, due.upTo());
    Instant at = now;
    for (Schedule.Firing firing : due.firings()) {
      fire(flow.schedule(), firing, at);
      // Each is later than the one before, even if both came due in one look.
      at = at.plus(1, ChronoUnit.MICROS);
    }
  }

  /**
   * A flow that was missing at the last look does not catch up: its times count from its return.
   */
  private static Instant from(ScheduledFlow flow, @Nullable Progress progress, Instant before) {
    if (progress == null) {
      return flow.since();
    }
    boolean away = !progress.seenAt().equals(before);
    return away && flow.since().isAfter(progress.upTo()) ? flow.since() : progress.upTo();
  }

  private void fire(Schedule schedule, Schedule.Firing firing, Instant now) {
    InboundRecord record = events.planned(schedule, firing, now);
    if (schedule.missed() == Schedule.Missed.EACH) {
      timers.setBehind(record, EventTypes.SCHEDULE_FIRED, now);
    } else {
      timers.set(record, EventTypes.SCHEDULE_FIRED, now);
    }
    table.fired(schedule, firing.planned(), record.id());
  }
}
