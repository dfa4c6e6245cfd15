package dev.recado.authoring.flowtest;

import dev.recado.spine.schedule.Schedule;
import dev.recado.spine.schedule.ScheduledFlow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * A time that a schedule has.
 *
 * @param schedule the schedule of the time
 * @param planned the time
 */
record ScheduledTime(Schedule schedule, Instant planned) {

  /**
   * Finds the time that a case names.
   *
   * @param now the case's own time
   * @param past the times that the case has reached before
   * @throws CaseException if there is no such schedule, or it has no such time from now on
   */
  static ScheduledTime of(
      When.Scheduled when, List<ScheduledFlow> known, Instant now, Set<ScheduledTime> past) {
    Schedule schedule = schedule(when.schedule(), known);
    Part at = when.at();
    Instant next =
        schedule
            .next(now.minusMillis(1))
            .orElseThrow(() -> when.schedule().wrong("This schedule never comes due any more"));
    Instant planned = at == null ? unless(past, schedule, next) : instant(at, schedule);
    if (at != null && planned.isBefore(now)) {
      throw at.wrong("'at' is before the time of the case; set given.clock to an earlier one");
    }
    if (!schedule.has(planned)) {
      throw (at == null ? when.schedule() : at)
          .wrong(
              "%s has no time at %s; the next is %s"
                  .formatted(schedule.key(), local(planned, schedule), local(next, schedule)));
    }
    return new ScheduledTime(schedule, planned);
  }

  private static Schedule schedule(Part name, List<ScheduledFlow> known) {
    return known.stream()
        .map(ScheduledFlow::schedule)
        .filter(schedule -> schedule.key().equals(name.text()))
        .findFirst()
        .orElseThrow(
            () ->
                name.wrong(
                    "No flow has the schedule '%s'%s"
                        .formatted(
                            name.text(),
                            Known.hint(
                                name.text(),
                                known.stream().map(flow -> flow.schedule().key()).toList()))));
  }

  /** The clock of a case may stand at a time that a step before has reached. */
  private static Instant unless(Set<ScheduledTime> past, Schedule schedule, Instant next) {
    boolean reached =
        past.stream()
            .anyMatch(
                time ->
                    time.schedule().key().equals(schedule.key()) && time.planned().equals(next));
    return reached ? schedule.next(next).orElse(next) : next;
  }

  private static LocalDateTime local(Instant time, Schedule schedule) {
    return LocalDateTime.ofInstant(time, schedule.zone());
  }

  /** Reads a time in the schedule's zone, unless the text names another. */
  private static Instant instant(Part at, Schedule schedule) {
    String text = at.text();
    try {
      return text.matches(".*(Z|[+-]\\d{2}:\\d{2})")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(schedule.zone()).toInstant();
    } catch (DateTimeException e) {
      throw at.wrong("'" + text + "' is not a time such as 2026-03-02T09:00");
    }
  }
}
