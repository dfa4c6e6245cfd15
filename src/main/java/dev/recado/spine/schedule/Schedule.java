package dev.recado.spine.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a flow runs by the clock: {@code quartz:<group>/<name>} with Camel's own options, and the
 * hub's options {@code missed} and {@code hours}.
 */
public final class Schedule {

  /** What the hub does with times that passed while no hub ran. */
  public enum Missed {
    /** Fires the latest of them, once. */
    ONCE,
    /** Fires none of them. */
    NONE,
    /** Fires each of them, in their order. */
    EACH
  }

  /** The scheme of Camel's component, which the hub replaces with its own for flows. */
  public static final String SCHEME = "quartz";

  static final String CRON = "cron";
  static final String ZONE = "trigger.timeZone";
  static final String INTERVAL = "trigger.repeatInterval";
  static final String MISSED = "missed";
  static final String HOURS = "hours";

  private static final Set<String> OPTIONS =
      new TreeSet<>(Set.of(CRON, ZONE, INTERVAL, MISSED, HOURS));
  private static final Pattern ADDRESS = Pattern.compile("(\\w[\\w.-]{0,79})/(\\w[\\w.-]{0,79})");

  /** Times older than this are dropped. */
  private static final Duration LONGEST = Duration.ofDays(31);

  /** A restarted hub looks again within this time. A firing within it is not missed. */
  private static final Duration PUNCTUAL = Duration.ofMinutes(5);

  private static final int MOST = 1000;

  private final String group;
  private final String name;
  private final Times times;
  private final ZoneId zone;
  private final Missed missed;
  private final @Nullable Hours hours;

  private Schedule(
      String group, String name, Times times, ZoneId zone, Missed missed, @Nullable Hours hours) {
    this.group = group;
    this.name = name;
    this.times = times;
    this.zone = zone;
    this.missed = missed;
    this.hours = hours;
  }

  /**
   * Reads a schedule.
   *
   * @param address {@code <group>/<name>}
   * @param options the options by name, as they are written
   * @param house the zone if none is named
   * @throws UnusableScheduleException if a part of it is invalid; the message is a sentence
   */
  public static Schedule of(String address, Map<String, String> options, ZoneId house) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new UnusableScheduleException(
          null,
          "\"quartz:%s\" is not quartz:<group>/<name>, such as quartz:sellers/lead-reminder, of letters, digits, -, _ and dots within"
              .formatted(address));
    }
    for (String option : options.keySet()) {
      if (!OPTIONS.contains(option)) {
        throw new UnusableScheduleException(
            option,
            "A flow's schedule has no option \"%s\"; there are %s"
                .formatted(option, String.join(", ", OPTIONS)));
      }
    }
    ZoneId zone = zone(options.get(ZONE), house);
    Missed missed = missed(options.get(MISSED));
    return new Schedule(
        parts.group(1),
        parts.group(2),
        times(options, zone),
        zone,
        missed,
        hours(options.get(HOURS), missed));
  }

  /**
   * Returns the same schedule at another time, which is read like one in a file.
   *
   * @param time what a person set
   * @throws UnusableScheduleException if the time is invalid; the message is a sentence
   */
  Schedule at(OwnTime time) {
    Times own =
        time.cron() == null
            ? Times.Every.of(INTERVAL, String.valueOf(time.every()))
            : Times.Cron.of(CRON, time.cron(), zone);
    return new Schedule(group, name, own, zone, missed, hours);
  }

  private static Times times(Map<String, String> options, ZoneId zone) {
    String cron = options.get(CRON);
    String interval = options.get(INTERVAL);
    if ((cron == null) == (interval == null)) {
      throw new UnusableScheduleException(
          cron == null ? null : INTERVAL,
          "A schedule has either a cron, such as 0 0 9 ? * MON-FRI, or a trigger.repeatInterval in milliseconds");
    }
    return cron == null
        ? Times.Every.of(INTERVAL, String.valueOf(interval))
        : Times.Cron.of(CRON, cron, zone);
  }

  private static ZoneId zone(@Nullable String text, ZoneId house) {
    try {
      return text == null ? house : ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      throw new UnusableScheduleException(
          ZONE, "There is no time zone \"%s\"; one is America/Sao_Paulo".formatted(text));
    }
  }

  private static Missed missed(@Nullable String text) {
    try {
      return text == null ? Missed.ONCE : Missed.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UnusableScheduleException(
          MISSED, "\"missed\" is one of once, none and each, not \"%s\"".formatted(text));
    }
  }

  private static @Nullable Hours hours(@Nullable String text, Missed missed) {
    if (text != null && missed != Missed.ONCE) {
      throw new UnusableScheduleException(
          HOURS,
          "\"hours\" says when a missed time is made up for, and needs missed=once, not missed=%s"
              .formatted(missed.name().toLowerCase(Locale.ROOT)));
    }
    return text == null ? null : Hours.of(HOURS, text);
  }

  /**
   * A time that has to fire.
   *
   * @param planned the time
   * @param leftOut how many missed times before it do not fire
   */
  record Firing(Instant planned, int leftOut) {}

  /**
   * The times that have to fire.
   *
   * @param firings in their order
   * @param upTo all times up to this one are decided
   */
  record Due(List<Firing> firings, Instant upTo) {}

  /** Finds the times after one moment and up to another. */
  Due due(Instant after, Instant now) {
    Instant oldest = now.minus(LONGEST);
    Instant from = after.isBefore(oldest) ? oldest : after;
    return missed == Missed.EACH ? each(from, now) : latest(from, now);
  }

  private Due each(Instant from, Instant now) {
    List<Firing> firings = new ArrayList<>();
    Instant upTo = from;
    while (firings.size() < MOST) {
      Optional<Instant> next = next(upTo).filter(time -> !time.isAfter(now));
      if (next.isEmpty()) {
        return new Due(firings, now);
      }
      upTo = next.get();
      firings.add(new Firing(upTo, 0));
    }
    return new Due(firings, upTo);
  }

  private Due latest(Instant from, Instant now) {
    int count = 0;
    Instant latest = from;
    Optional<Instant> next = next(from).filter(time -> !time.isAfter(now));
    while (next.isPresent()) {
      count++;
      latest = next.get();
      next = next(latest).filter(time -> !time.isAfter(now));
    }
    boolean late = latest.isBefore(now.minus(PUNCTUAL));
    if (count > 0 && late && waitsForHours(now).isPresent()) {
      // Undecided: the next look finds it again.
      return new Due(List.of(), from);
    }
    boolean dropped = count == 0 || late && missed == Missed.NONE;
    return new Due(dropped ? List.of() : List.of(new Firing(latest, count - 1)), now);
  }

  private Optional<Instant> waitsForHours(Instant now) {
    return Optional.ofNullable(hours).flatMap(some -> some.nextBegin(now, zone));
  }

  /**
   * Finds when a missed time will be made up for, if it waits for its hours.
   *
   * @param upTo all times up to this one are decided
   * @return empty if nothing was missed, or nothing waits
   */
  Optional<Instant> madeUpForAt(Instant upTo, Instant now) {
    Due due = due(upTo, now);
    boolean waits = due.firings().isEmpty() && due.upTo().isBefore(now);
    return waits ? waitsForHours(now) : Optional.empty();
  }

  /**
   * Returns the next time.
   *
   * @param after a moment
   * @return the first later time, or empty if there is none
   */
  public Optional<Instant> next(Instant after) {
    return times.after(after);
  }

  /**
   * Tells whether a moment is one of its times.
   *
   * @param time a moment
   */
  public boolean has(Instant time) {
    return next(time.minusMillis(1)).filter(time::equals).isPresent();
  }

  /**
   * Returns the group; several schedules may share one.
   *
   * @return as it is written
   */
  public String group() {
    return group;
  }

  /**
   * Returns the name within the group.
   *
   * @return as it is written
   */
  public String name() {
    return name;
  }

  /**
   * Returns the group and the name.
   *
   * @return {@code <group>/<name>}
   */
  public String key() {
    return group + "/" + name;
  }

  /**
   * Returns the cron expression.
   *
   * @return in Quartz's syntax, or null if it has an interval
   */
  public @Nullable String cron() {
    return times instanceof Times.Cron ? times.text() : null;
  }

  /**
   * Returns the interval.
   *
   * @return such as {@code 15m}, or null if it has a cron expression
   */
  public @Nullable String every() {
    return times instanceof Times.Every ? times.text() : null;
  }

  /**
   * Returns the time zone of its times.
   *
   * @return the hub's zone if the flow names none
   */
  public ZoneId zone() {
    return zone;
  }

  /**
   * Returns what the hub does with missed times.
   *
   * @return {@code ONCE} by default
   */
  public Missed missed() {
    return missed;
  }

  /**
   * Returns the hours of the day in which a missed time is made up for.
   *
   * @return such as {@code 08:00-20:00} in its zone, or null for any
   */
  public @Nullable String hours() {
    return hours == null ? null : hours.toString();
  }
}
