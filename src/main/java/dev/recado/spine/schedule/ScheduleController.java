package dev.recado.spine.schedule;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Accepted;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.intake.EventQueries;
import dev.recado.spine.intake.EventState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
  private final ScheduleRuns runs;
  private final Clock clock;

  ScheduleController(Schedules schedules, EventQueries events, ScheduleRuns runs, Clock clock) {
    this.schedules = schedules;
    this.events = events;
    this.runs = runs;
    this.clock = clock;
  }

  /** The last event of a schedule, and where it stands. */
  record LastEvent(UUID id, @Nullable EventState state) {}

  /**
   * When a flow runs.
   *
   * @param cron in Quartz's syntax, or null
   * @param every an interval, or null
   */
  record Time(@Nullable String cron, @Nullable String every) {

    static Time of(Schedule schedule) {
      return new Time(schedule.cron(), schedule.every());
    }
  }

  /**
   * A flow that runs by the clock.
   *
   * @param flow the id of its route
   * @param cron in Quartz's syntax; instead of it {@code every} may give an interval
   * @param file what the file says, if a person has set another time, or null
   * @param setAt when a person set the time, or null
   * @param setBy the person who set it, or null
   * @param missed what the hub does with times that passed while no hub ran: once, none, each
   * @param hours the hours in which a missed time is made up for, or null for any
   * @param madeUpForAt when a missed time will be made up for, if it waits for its hours
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
      @Nullable Time file,
      @Nullable Instant setAt,
      @Nullable String setBy,
      String zone,
      String missed,
      @Nullable String hours,
      @Nullable Instant madeUpForAt,
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
    Schedule schedule = state.schedule();
    OwnTime own = state.own();
    return new View(
        schedule.group(),
        schedule.name(),
        state.flow().flow(),
        state.flow().description(),
        schedule.cron(),
        schedule.every(),
        own == null ? null : Time.of(state.flow().schedule()),
        own == null ? null : own.at(),
        own == null ? null : own.by(),
        schedule.zone().getId(),
        schedule.missed().name().toLowerCase(Locale.ROOT),
        schedule.hours(),
        state.madeUpForAt(),
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

  @PutMapping("/{group}/{name}")
  @Operation(
      summary = "Gives a schedule another time than its file's, for all hubs",
      description =
          "The body has either \"cron\" or \"every\"; {\"cron\": null} returns to the file's time."
              + " The time counts from now on, and saves of the file keep it.")
  View set(
      @PathVariable String group,
      @PathVariable String name,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Time.class)))
          @RequestBody
          Map<String, @Nullable Object> body,
      @Nullable Principal caller) {
    NewTime time = NewTime.of(body);
    try {
      boolean known =
          time.none()
              ? schedules.unset(group, name)
              : schedules.set(group, name, time.cron(), time.every(), by(caller));
      return known ? one(group, name) : unknown();
    } catch (UnusableScheduleException e) {
      throw Refusal.badRequest(e.getMessage() + ".");
    }
  }

  @DeleteMapping("/{group}/{name}")
  @Operation(
      summary = "Gives a schedule its file's time again",
      description = "Deletes the time that a person set. The schedule and its flow stay.")
  View unset(@PathVariable String group, @PathVariable String name) {
    return schedules.unset(group, name) ? one(group, name) : unknown();
  }

  @GetMapping("/{group}/{name}/runs")
  @Operation(summary = "Lists the runs of a schedule, newest first, also those started by a person")
  Page<ScheduleRuns.Run> runs(
      @PathVariable String group,
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    Cursor from = Cursor.read(before);
    int most = Page.limit(limit);
    if (schedules.find(group, name).isEmpty()) {
      return unknown();
    }
    return runs.of(group + "/" + name, from, most);
  }

  private View one(String group, String name) {
    Instant now = clock.instant();
    return schedules.find(group, name).map(state -> view(state, now)).orElseGet(this::unknown);
  }

  private <T> T unknown() {
    throw Refusal.notFound("schedule");
  }

  private static String by(@Nullable Principal caller) {
    return caller == null ? "api" : caller.getName();
  }
}
