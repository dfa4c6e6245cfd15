package dev.recado.spine.schedule;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.spine.intake.EventQueries;
import dev.recado.spine.intake.EventQueries.RunOfEvent;
import dev.recado.spine.intake.EventState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the runs of a schedule for people. */
@Component
@ConditionalOnRole(Role.WEB)
final class ScheduleRuns {

  private final EventQueries events;
  private final ScheduleEvents bodies;

  ScheduleRuns(EventQueries events, ScheduleEvents bodies) {
    this.events = events;
    this.bodies = bodies;
  }

  /**
   * A run of a schedule.
   *
   * @param event its event; {@code GET /api/events/{id}} shows the rest
   * @param planned when it was due, or when a person started it
   * @param leftOut how many missed times it stands for besides
   * @param by {@code clock}, or the person who started it
   * @param setAt when the hub made the event
   * @param began when its flow was last begun, or null if it was not yet
   * @param ended when its flow had decided, or null if it still has to run
   * @param state the state of its event
   * @param reason why it is in this state, or null
   * @param messages how many messages and calls it made; its other effects change the hub's own
   *     tables and are not counted
   */
  record Run(
      UUID event,
      Instant planned,
      int leftOut,
      String by,
      Instant setAt,
      @Nullable Instant began,
      @Nullable Instant ended,
      EventState state,
      @Nullable String reason,
      int messages) {}

  Page<Run> of(String key, @Nullable Cursor before, int limit) {
    return events.runs(ScheduleEvents.subject(key), before, limit, this::run);
  }

  private Run run(RunOfEvent it) {
    ScheduleEvents.Fired fired = bodies.fired(it.raw());
    return new Run(
        it.id(),
        fired.planned(),
        fired.missed(),
        fired.by(),
        it.receivedAt(),
        it.began(),
        it.ended(),
        it.state(),
        it.reason(),
        it.messages());
  }
}
