package dev.recado.sales.agenda;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Times as customers read them. */
final class Wording {

  private static final Locale BRAZIL = Locale.forLanguageTag("pt-BR");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, dd/MM", BRAZIL);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", BRAZIL);

  private final ZoneId zone;

  Wording(ZoneId zone) {
    this.zone = zone;
  }

  /** For example {@code quarta-feira, 02/12, às 15:00}. */
  String when(Instant start) {
    LocalTime time = start.atZone(zone).toLocalTime();
    return day(start.atZone(zone).toLocalDate()) + ", " + at(time);
  }

  static String at(LocalTime time) {
    return (time.getHour() == 1 ? "à " : "às ") + TIME.format(time);
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** For example {@code aos domingos}. */
  static String on(DayOfWeek day) {
    boolean weekend = day.getValue() > DayOfWeek.FRIDAY.getValue();
    return (weekend ? "aos " : "às ")
        + day.getDisplayName(TextStyle.FULL, BRAZIL).replace("-feira", "")
        + (weekend ? "s" : "s-feiras");
  }

  /** For example {@code 1 hora} or {@code 30 minutos}. */
  static String length(Duration length) {
    if (length.toMinutes() % 60 != 0) {
      return count(length.toMinutes(), "minuto");
    }
    return length.toHours() >= 48 && length.toHours() % 24 == 0
        ? count(length.toDays(), "dia")
        : count(length.toHours(), "hora");
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** A numbered line for each slot. */
  String options(List<Slot> slots) {
    return IntStream.range(0, slots.size())
        .mapToObj(i -> (i + 1) + ". " + when(slots.get(i).start()))
        .collect(Collectors.joining("\n"));
  }
}
