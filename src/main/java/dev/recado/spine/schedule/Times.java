package dev.recado.spine.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.quartz.CronExpression;

/** The endless times of a schedule. */
sealed interface Times {

  /** The shortest interval, because the clock looks once a minute. */
  Duration SHORTEST = Duration.ofMinutes(1);

  /** The first time after another one; empty if there is none. */
  Optional<Instant> after(Instant time);

  /** The text as it is written. */
  String text();

  /**
   * A cron expression in Quartz's syntax, in local time.
   *
   * <p>Quartz itself drops a local time that is skipped when daylight saving begins. Here that time
   * fires later by the skipped length, and a local time that comes twice fires once.
   */
  record Cron(CronExpression expression, ZoneId zone) implements Times {

    private static final TimeZone WALL = TimeZone.getTimeZone("UTC");

    private static final String FIELDS =
        "a cron has six fields (second minute hour day month weekday), such as 0 0 9 ? * MON-FRI";

    /** Quartz takes these numbers for its own marks of "any" and "none", in each field. */
    private static final Pattern MARKS = Pattern.compile("(?<!\\d)0*9[89](?!\\d)");

    static Cron of(String option, String text, ZoneId zone) {
      String blanks = text.replace('+', ' ').strip();
      String[] fields = blanks.split("\\s+");
      if (fields.length < 6 || fields.length > 7) {
        throw new UnusableScheduleException(
            option, "The cron \"%s\" has %d fields; %s".formatted(blanks, fields.length, FIELDS));
      }
      if (!fields[0].matches("\\d{1,2}")) {
        throw new UnusableScheduleException(
            option,
            "The cron \"%s\" would fire more than once a minute, and the clock looks once; write one number for the seconds, the first field"
                .formatted(blanks));
      }
      if (MARKS.matcher(blanks).find()) {
        throw new UnusableScheduleException(
            option,
            "The cron \"%s\" cannot be read: 98 and 99 are no seconds, minutes, hours or days; %s"
                .formatted(blanks, FIELDS));
      }
      Cron cron = new Cron(expression(option, blanks), zone);
      if (cron.after(Instant.EPOCH).isEmpty()) {
        throw new UnusableScheduleException(
            option, "The cron \"%s\" never comes due".formatted(blanks));
      }
      return cron;
    }

    private static CronExpression expression(String option, String text) {
      try {
        CronExpression expression = new CronExpression(text);
        expression.setTimeZone(WALL);
        return expression;
      } catch (ParseException e) {
        throw new UnusableScheduleException(
            option,
            "The cron \"%s\" cannot be read: %s; %s".formatted(text, e.getMessage(), FIELDS));
      }
    }

    @Override
    public Optional<Instant> after(Instant time) {
      Optional<Instant> next = after(LocalDateTime.ofInstant(time, zone), time);
      return skipped(time)
          .flatMap(gap -> after(gap.getDateTimeBefore().minusSeconds(1), time))
          .filter(late -> next.isEmpty() || late.isBefore(next.get()))
          .or(() -> next);
    }

    /** The first time after a local time that is also later than a moment. */
    private Optional<Instant> after(LocalDateTime wall, Instant time) {
      Date from = Date.from(wall.toInstant(ZoneOffset.UTC));
      Date next = expression.getNextValidTimeAfter(from);
      while (next != null) {
        Instant at =
            LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC).atZone(zone).toInstant();
        if (at.isAfter(time)) {
          return Optional.of(at);
        }
        next = expression.getNextValidTimeAfter(next);
      }
      return Optional.empty();
    }

    /** The skipped hour, if a moment lies in the time in which the skipped times fire. */
    private Optional<ZoneOffsetTransition> skipped(Instant time) {
      return Optional.ofNullable(zone.getRules().previousTransition(time.plusNanos(1)))
          .filter(ZoneOffsetTransition::isGap)
          .filter(gap -> time.isBefore(gap.getInstant().plus(gap.getDuration())));
    }

    @Override
    public String text() {
      return expression.getCronExpression();
    }
  }

  /** Times at a fixed interval, counted from the start of 1970, so that every hub has the same. */
  record Every(Duration interval) implements Times {

    static Every of(String option, String text) {
      Duration interval = read(option, text);
      if (interval.compareTo(SHORTEST) < 0) {
        throw new UnusableScheduleException(
            option,
            "The interval %s is shorter than a minute (60000), and the clock looks once a minute"
                .formatted(text));
      }
      return new Every(interval);
    }

    private static Duration read(String option, String text) {
      if (!text.strip()
          .matches(
              "\\d{1,15}|(?=\\d)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?")) {
        throw new UnusableScheduleException(
            option,
            "The interval \"%s\" cannot be read; write milliseconds, such as 900000, or 15m"
                .formatted(text));
      }
      return Duration.ofMillis(TimeUtils.toMilliSeconds(text.strip()));
    }

    @Override
    public Optional<Instant> after(Instant time) {
      long every = interval.toMillis();
      return Optional.of(
          Instant.ofEpochMilli((Math.floorDiv(time.toEpochMilli(), every) + 1) * every));
    }

    @Override
    public String text() {
      return interval.toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT);
    }
  }
}
