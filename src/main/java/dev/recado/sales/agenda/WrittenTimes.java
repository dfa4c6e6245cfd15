package dev.recado.sales.agenda;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Reads the time of an appointment as people and programs write it. */
public final class WrittenTimes {

  private final Clock clock;
  private final ZoneId zone;

  WrittenTimes(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** The result of reading. */
  public sealed interface Reading {}

  /**
   * Exactly one time.
   *
   * @param start the time
   */
  public record At(Instant start) implements Reading {}

  /**
   * No time, or more than one.
   *
   * @param reason one sentence in Portuguese
   */
  public record Unclear(String reason) implements Reading {}

  /**
   * Reads a time.
   *
   * @param text such as {@code 2026-12-02T15:00-03:00}, {@code 2026-12-02T15:00} in the time zone
   *     {@code RECADO_TIMEZONE}, or {@code amanhã às 15h}
   */
  public Reading read(String text) {
    Optional<Instant> iso = iso(text.strip());
    if (iso.isPresent()) {
      return new At(iso.get());
    }
    WishedTime wish = WishedTime.in(text, clock.instant(), zone);
    LocalDate day = wish.day();
    LocalTime time = wish.time();
    if (wish.either()) {
      return new Unclear("Entendi mais de um dia ou horário em '" + text + "'.");
    }
    if (day == null || time == null) {
      return new Unclear(
          day == null
              ? "Não entendi o dia em '" + text + "'."
              : "Não entendi a hora em '" + text + "'.");
    }
    return new At(day.atTime(time).atZone(zone).toInstant());
  }

  private Optional<Instant> iso(String text) {
    if (text.length() < 11 || text.charAt(10) != 'T') {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException withoutZone) {
      return local(text);
    }
  }

  private Optional<Instant> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeException noTimeAtAll) {
      return Optional.empty();
    }
  }

  /**
   * Gives the time zone of days and hours that are written without one.
   *
   * @return the zone of {@code RECADO_TIMEZONE}
   */
  public ZoneId zone() {
    return zone;
  }
}
