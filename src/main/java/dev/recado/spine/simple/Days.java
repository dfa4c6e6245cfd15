package dev.recado.spine.simple;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes dates and times for customers. */
public final class Days {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/uuuu").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEEE", Locale.forLanguageTag("pt-BR"));

  /** ISO 8601 with a blank for the T as databases and Odoo write it; the zone may be missing. */
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd['T'][' ']")
          .optionalStart()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Days() {}

  /**
   * Writes a date.
   *
   * @param value a date or an instant, as an object of Java or as a text in ISO 8601
   * @param zone in which an instant becomes a date
   * @return for example {@code 05/12/2026}
   * @throws UnusableValueException if it is no date
   */
  public static String date(Object value, ZoneId zone) {
    return day("date", value, zone).format(DAY);
  }

  static String weekday(Object value, ZoneId zone) {
    return day("weekday", value, zone).format(WEEKDAY);
  }

  static String time(Object value, ZoneId zone) {
    TemporalAccessor read = read("time", value, zone);
    LocalTime time = read.query(TemporalQueries.localTime());
    if (time == null) {
      throw UnusableValueException.because("A função 'time' recebeu uma data sem hora");
    }
    return time.format(CLOCK);
  }

  private static LocalDate day(String function, Object value, ZoneId zone) {
    LocalDate day = read(function, value, zone).query(TemporalQueries.localDate());
    if (day == null) {
      throw UnusableValueException.because(
          "A função '%s' recebeu uma hora sem data".formatted(function));
    }
    return day;
  }

  /** What is a moment in time is read in the zone; what is a date or a clock's time stays so. */
  private static TemporalAccessor read(String function, Object value, ZoneId zone) {
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    if (value instanceof java.sql.Time time) {
      return time.toLocalTime();
    }
    if (value instanceof Date date) {
      return date.toInstant().atZone(zone);
    }
    TemporalAccessor read = value instanceof TemporalAccessor t ? t : text(value);
    if (read == null) {
      throw UnusableValueException.kind(
          function, "uma data como 2026-12-05 ou 2026-12-05T14:30:00-03:00", value);
    }
    return read.isSupported(ChronoField.INSTANT_SECONDS) ? Instant.from(read).atZone(zone) : read;
  }

  private static @Nullable TemporalAccessor text(Object value) {
    if (!(value instanceof CharSequence text)) {
      return null;
    }
    String bare = text.toString().strip();
    try {
      if (bare.indexOf('/') == 2) {
        return LocalDate.parse(bare, DAY);
      }
      return bare.indexOf(':') == 2
          ? LocalTime.parse(bare)
          : TEXT.parseBest(
              bare,
              OffsetDateTime::from,
              ZonedDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
