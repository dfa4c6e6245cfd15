package dev.recado.sales.agenda;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.sales.seller.Absence.Once;
import dev.recado.sales.seller.Absence.Weekly;
import dev.recado.sales.seller.Absence.When;
import dev.recado.sales.seller.HoursText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for time off.
 *
 * @param weekday the day of a weekly absence, for example {@code terça}, or null
 * @param from a day, a date-time, or an hour of a weekly absence
 * @param to the same; a missing one means the end of the day {@code from}
 * @param reason the reason for colleagues, or null
 */
@Schema(name = "TimeOff")
record TimeOffBody(
    @JsonProperty("dia_da_semana") @Nullable String weekday,
    @JsonProperty("de") @Nullable String from,
    @JsonProperty("ate") @Nullable String to,
    @JsonProperty("motivo") @Nullable String reason) {

  private static final int LONGEST = 200;
  private static final int MOST_DAYS = 366;
  private static final int A_DATE = "2026-12-25".length();

  /**
   * Reads the time.
   *
   * @throws Refusal with 400 if it is missing, unreadable, backwards or over
   */
  When when(ZoneId zone, Instant now) {
    String start = Said.text(from);
    if (start == null) {
      throw Refusal.badRequest(
          "Falta o campo 'de'; escreva por exemplo 2026-12-21 ou 2026-12-21T14:00.");
    }
    String day = Said.text(weekday);
    return day == null ? once(start, zone, now) : weekly(day, start);
  }

  private When once(String start, ZoneId zone, Instant now) {
    String end = Said.text(to);
    if (end == null && start.length() > A_DATE) {
      throw Refusal.badRequest("Falta o campo 'ate': um dia, ou data e hora.");
    }
    LocalDateTime begins = time("de", start, zone, 0);
    LocalDateTime ends = time("ate", end == null ? start : end, zone, 1);
    if (!begins.isBefore(ends)) {
      throw Refusal.badRequest("O campo 'ate' vem antes de 'de'.");
    }
    if (ends.isAfter(begins.plusDays(MOST_DAYS))) {
      throw Refusal.badRequest("Uma ausência dura no máximo " + MOST_DAYS + " dias.");
    }
    if (!ends.isAfter(LocalDateTime.ofInstant(now, zone))) {
      throw Refusal.badRequest("Essa ausência já passou.");
    }
    return new Once(begins, ends);
  }

  private static LocalDateTime time(String field, String written, ZoneId zone, int daysMore) {
    try {
      LocalDateTime read = read(written, zone, daysMore);
      if (read.getYear() < 2000 || read.getYear() > 2100) {
        throw Refusal.badRequest("O campo '" + field + "' está longe demais de hoje.");
      }
      return read;
    } catch (DateTimeException e) {
      throw Refusal.badRequest(
          "O campo '%s' não é um dia nem data e hora; escreva por exemplo 2026-12-21 ou 2026-12-21T14:00."
              .formatted(field));
    }
  }

  private static LocalDateTime read(String written, ZoneId zone, int daysMore) {
    if (written.length() <= A_DATE) {
      return LocalDate.parse(written).plusDays(daysMore).atStartOfDay();
    }
    boolean hasZone = written.toUpperCase(Locale.ROOT).matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)");
    return hasZone
        ? OffsetDateTime.parse(written).atZoneSameInstant(zone).toLocalDateTime()
        : LocalDateTime.parse(written);
  }

  private When weekly(String name, String start) {
    DayOfWeek day =
        HoursText.dayNamed(name)
            .orElseThrow(
                () ->
                    Refusal.badRequest(
                        "O campo 'dia_da_semana' traz '"
                            + name
                            + "', que não existe; escreva por exemplo terça."));
    LocalTime begins = hour("de", start);
    LocalTime ends = hour("ate", Said.text(to));
    if (!begins.isBefore(ends)) {
      throw Refusal.badRequest("O campo 'ate' vem antes de 'de'.");
    }
    return new Weekly(day, begins, ends);
  }

  private static LocalTime hour(String field, @Nullable String written) {
    try {
      return LocalTime.parse(written == null ? "" : written);
    } catch (DateTimeException e) {
      throw Refusal.badRequest(
          "O campo '"
              + field
              + "' não é uma hora; com 'dia_da_semana', escreva por exemplo 12:00.");
    }
  }

  /**
   * Gives the reason.
   *
   * @throws Refusal with 400 if it is too long
   */
  @Nullable String why() {
    String why = Said.text(reason);
    if (why != null && (why.length() > LONGEST || why.chars().anyMatch(Character::isISOControl))) {
      throw Refusal.badRequest(
          "O campo 'motivo' deve ser um texto de uma linha, com até " + LONGEST + " letras.");
    }
    return why;
  }

  /** Leaves out the reason, which may be personal: the record's default text would show it. */
  @Override
  public String toString() {
    return "TimeOffBody[" + weekday + " " + from + " " + to + "]";
  }
}
