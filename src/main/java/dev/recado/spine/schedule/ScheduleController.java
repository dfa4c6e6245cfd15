package dev.recado.spine.schedule;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Accepted;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.intake.EventQueries;
import dev.recado.spine.intake.EventState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The flows that run by the clock. */
@RestController
@RequestMapping("/api/schedules")
@ConditionalOnRole(Role.WEB)
@Tag(name = "system")
class ScheduleController {

  private static final int NEXT_TIMES = 3;

  private final Schedules schedules;
  private final EventQueries events;
  private final Clock clock;

  ScheduleController(Schedules schedules, EventQueries events, Clock clock) {
    this.schedules = schedules;
    this.events = events;
    this.clock = clock;
  }

  /** The last event of a schedule, and where it stands. */
  record LastEvent(UUID id, @Nullable EventState state) {}

  /**
   * A flow that runs by the clock.
   *
   * @param flow the id of its route
   * @param cron in Quartz's syntax; instead of it {@code every} may give an interval
   * @param missed what the hub does with times that passed while no hub ran: once, none, each
   * @param next the next times, as if it were not paused
   * @param lastPlanned the planned time that fired last
   * @param lastEvent the last event, also if a person started the flow
   */
  record View(
      String group,
      String name,
      String flow,
      @Nullable String description,
      @Nullable String cron,
      @Nullable String every,
      String zone,
      String missed,
      boolean paused,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      List<Instant> next,
      @Nullable Instant lastPlanned,
      @Nullable LastEvent lastEvent) {}

  @GetMapping
  @Operation(
      summary = "Lists the flows that run by the clock, with their next and last times and pauses")
  List<View> list() {
    Instant now = clock.instant();
    return schedules.all().stream().map(state -> view(state, now)).toList();
  }

  private View view(Schedules.State state, Instant now) {
    Schedule schedule = state.flow().schedule();
    return new View(
        schedule.group(),
        schedule.name(),
        state.flow().flow(),
        state.flow().description(),
        schedule.cron(),
        schedule.every(),
        schedule.zone().getId(),
        schedule.missed().name().toLowerCase(Locale.ROOT),
        state.pausedAt() != null,
        state.pausedAt(),
        state.pausedBy(),
        next(schedule, now),
        state.lastPlanned(),
        state.lastEvent() == null ? null : last(state.lastEvent()));
  }

  private static List<Instant> next(Schedule schedule, Instant now) {
    List<Instant> times = new ArrayList<>();
    Optional<Instant> next = schedule.next(now);
    while (next.isPresent() && times.size() < NEXT_TIMES) {
      times.add(next.get());
      next = schedule.next(next.get());
    }
    return times;
  }

  private LastEvent last(UUID id) {
    return new LastEvent(id, events.state(id).orElse(null));
  }

  @PostMapping("/{group}/{name}/run")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Runs a flow now, in addition to its scheduled times",
      description = "Also runs a paused flow. Its scheduled times stay as they are.")
  Accepted run(@PathVariable String group, @PathVariable String name, @Nullable Principal caller) {
    UUID event =
        schedules.run(group, name, by(caller)).orElseThrow(() -> Refusal.notFound("schedule"));
    return new Accepted(event, "accepted");
  }

  @PostMapping("/{group}/{name}/pause")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Pauses the schedule of a flow until it is resumed")
  void pause(@PathVariable String group, @PathVariable String name, @Nullable Principal caller) {
    if (!schedules.pause(group, name, by(caller))) {
      throw Refusal.notFound("schedule");
    }
  }

  @PostMapping("/{group}/{name}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Resumes the schedule of a flow",
      description = "Times that passed during the pause are not run later.")
  void resume(@PathVariable String group, @PathVariable String name) {
    if (!schedules.resume(group, name)) {
      throw Refusal.notFound("schedule");
    }
  }

  private static String by(@Nullable Principal caller) {
    return caller == null ? "api" : caller.getName();
  }
}
