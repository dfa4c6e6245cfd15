package dev.recado.sales.agenda;

import dev.recado.sales.agenda.Agenda.Why;
import dev.recado.sales.seller.Absence;
import dev.recado.sales.seller.Absences;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.WorkingHours.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The free slots of sellers.
 *
 * <p>The first slot begins when the working hours begin; the others follow without a gap. An hour
 * that a clock change skips has no slots.
 */
final class FreeSlots {

  /** Alternatives lie within this many days of the requested time. */
  private static final int DAYS_AROUND = 7;

  private final AppointmentTable table;
  private final Holidays holidays;
  private final Absences absences;
  private final AgendaSettings settings;
  private final Clock clock;
  private final ZoneId zone;
  private final Wording wording;

  FreeSlots(
      AppointmentTable table,
      Holidays holidays,
      Absences absences,
      AgendaSettings settings,
      Clock clock,
      ZoneId zone) {
    this.table = table;
    this.holidays = holidays;
    this.absences = absences;
    this.settings = settings;
    this.clock = clock;
    this.zone = zone;
    this.wording = new Wording(zone);
  }

  /** Why a time cannot be booked, with a sentence for the customer. */
  record Objection(Why why, String reason) {}

  /**
   * What is looked for.
   *
   * @param length how long the appointment takes
   * @param except the id of the appointment to move, which takes no slot; 0 for none
   */
  record Need(Duration length, long except) {

    Instant end(Instant start) {
      return start.plus(length);
    }
  }

  /** A new appointment without a kind. */
  Need usual() {
    return new Need(settings.slot(), 0);
  }

  /** A new appointment of a kind, or of none. */
  Need need(@Nullable Kind kind) {
    return kind == null ? usual() : new Need(kind.length(), 0);
  }

  /** An appointment to move keeps the length of its kind. */
  Need toMove(Appointment appointment) {
    return new Need(
        appointment.kind() == null
            ? settings.slot()
            : Duration.between(appointment.start(), appointment.end()),
        appointment.id());
  }

  /** The free slots of some sellers on a day, by time; each time appears once. */
  List<Slot> on(Collection<Seller> sellers, LocalDate day, Need need) {
    List<Slot> open =
        sellers.stream().flatMap(seller -> open(seller, day, need)).collect(Collectors.toList());
    if (open.isEmpty() || holidays.on(day).isPresent()) {
      return List.of();
    }
    List<Appointment> busy = busy(sellers, day, need);
    List<Absence> away = away(sellers, day);
    TreeMap<Instant, Slot> free = new TreeMap<>();
    for (Slot slot : open) {
      if (busy.stream().noneMatch(one -> overlap(one, slot)) && !isAway(away, slot)) {
        free.putIfAbsent(slot.start(), slot);
      }
    }
    return List.copyOf(free.values());
  }

  private List<Appointment> busy(Collection<Seller> sellers, LocalDate day, Need need) {
    return table.busy(
        sellers.stream().map(Seller::id).toList(),
        day.atStartOfDay(zone).toInstant(),
        day.plusDays(1).atStartOfDay(zone).toInstant(),
        need.except());
  }

  private List<Absence> away(Collection<Seller> sellers, LocalDate day) {
    return absences.between(sellers.stream().map(Seller::id).toList(), day, day);
  }

  private boolean isAway(List<Absence> away, Slot slot) {
    LocalDateTime start = LocalDateTime.ofInstant(slot.start(), zone);
    LocalDateTime end = LocalDateTime.ofInstant(slot.end(), zone);
    return away.stream()
        .anyMatch(one -> one.seller() == slot.seller() && one.when().touches(start, end));
  }

  private static boolean overlap(Appointment one, Slot slot) {
    return one.seller() == slot.seller()
        && one.start().isBefore(slot.end())
        && one.end().isAfter(slot.start());
  }

  /** The slots of a day within notice and horizon, free or not. */
  private Stream<Slot> open(Seller seller, LocalDate day, Need need) {
    return grid(seller, day, need)
        .filter(slot -> !slot.start().isBefore(earliest()) && !slot.start().isAfter(latest()));
  }

  private Stream<Slot> grid(Seller seller, LocalDate day, Need need) {
    return seller.hours().on(day.getDayOfWeek()).stream()
        .flatMap(span -> starts(span, need).map(day::atTime))
        .filter(local -> !zone.getRules().getValidOffsets(local).isEmpty())
        .map(local -> local.atZone(zone).toInstant())
        .map(start -> new Slot(seller.id(), seller.name(), start, need.end(start)));
  }

  private Stream<LocalTime> starts(Span span, Need need) {
    long step = step(need).toMinutes();
    long room = ChronoUnit.MINUTES.between(span.from(), span.to()) - need.length().toMinutes();
    return room < 0
        ? Stream.empty()
        : LongStream.rangeClosed(0, room / step).mapToObj(n -> span.from().plusMinutes(n * step));
  }

  /** The distance between beginnings; short appointments follow each other without a gap. */
  private Duration step(Need need) {
    return need.length().compareTo(settings.slot()) < 0 ? need.length() : settings.slot();
  }

  private Instant earliest() {
    return clock.instant().plus(settings.notice());
  }

  private Instant latest() {
    return clock.instant().plus(settings.horizon());
  }

  /** The free slots nearest to a requested time, by time. */
  List<Slot> nearest(Collection<Seller> sellers, Instant requested, Need need) {
    LocalDate requestedDay = requested.atZone(zone).toLocalDate();
    List<Slot> nearby =
        Stream.iterate(
                requestedDay.minusDays(DAYS_AROUND),
                day -> !day.isAfter(requestedDay.plusDays(DAYS_AROUND)),
                day -> day.plusDays(1))
            .flatMap(day -> on(sellers, day, need).stream())
            .sorted(
                Comparator.comparing(
                    (Slot slot) -> Duration.between(requested, slot.start()).abs()))
            .limit(settings.offers())
            .sorted(Comparator.comparing(Slot::start))
            .toList();
    return nearby.isEmpty() ? next(sellers, local -> true, need) : nearby;
  }

  /** The next free slots at suitable times, a few of each day. */
  List<Slot> next(Collection<Seller> sellers, Predicate<LocalTime> suits, Need need) {
    List<Slot> next = new ArrayList<>();
    LocalDate last = latest().atZone(zone).toLocalDate();
    LocalDate day = earliest().atZone(zone).toLocalDate();
    int perDay = (settings.offers() + 1) / 2;
    while (!day.isAfter(last) && next.size() < settings.offers()) {
      List<Slot> suitable = suitable(on(sellers, day, need), suits);
      next.addAll(spread(suitable, Math.min(perDay, settings.offers() - next.size())));
      day = day.plusDays(1);
    }
    return next;
  }

  /** The free slots of a day at suitable times: all of them, or a few from morning to evening. */
  List<Slot> offers(
      Collection<Seller> sellers, LocalDate day, Predicate<LocalTime> suits, Need need) {
    return spread(suitable(on(sellers, day, need), suits), settings.offers());
  }

  private List<Slot> suitable(List<Slot> slots, Predicate<LocalTime> suits) {
    return slots.stream()
        .filter(slot -> suits.test(slot.start().atZone(zone).toLocalTime()))
        .toList();
  }

  private static List<Slot> spread(List<Slot> slots, int most) {
    if (slots.size() <= most) {
      return slots;
    }
    return Stream.iterate(0, n -> n < most, n -> n + 1)
        .map(n -> slots.get(n * slots.size() / most))
        .toList();
  }

  /** A few of many slots, from the first to the last. */
  List<Slot> few(List<Slot> slots) {
    return spread(slots, settings.offers());
  }

  /** Says why nothing is free on a day, or in a part of it. */
  String againstDay(Collection<Seller> sellers, LocalDate day, Window within) {
    LocalDate today = clock.instant().atZone(zone).toLocalDate();
    if (day.isBefore(today)) {
      return "O dia " + Wording.day(day) + " já passou.";
    }
    if (day.isAfter(latest().atZone(zone).toLocalDate())) {
      return tooFar();
    }
    return dayOff(day)
        .orElseGet(
            () ->
                sellers.stream().allMatch(seller -> seller.hours().on(day.getDayOfWeek()).isEmpty())
                    ? free(day)
                    : within.equals(Window.ANY)
                        ? "Não há mais horários livres em " + Wording.day(day) + "."
                        : "Não há horários livres em " + Wording.day(day) + " nesse período.");
  }

  private String tooFar() {
    return "Agendamos no máximo com %s de antecedência."
        .formatted(Wording.length(settings.horizon()));
  }

  /** Says why no seller can take a time; empty if one of them is free. */
  Optional<Objection> against(Collection<Seller> sellers, Instant start, Need need) {
    List<Objection> objections = new ArrayList<>();
    for (Seller seller : sellers) {
      Optional<Objection> objection = against(seller, start, need);
      if (objection.isEmpty()) {
        return Optional.empty();
      }
      objections.add(objection.get());
    }
    return objections.stream()
        .filter(objection -> objection.why() == Why.TAKEN)
        .findFirst()
        .or(() -> objections.stream().findFirst());
  }

  private Optional<Objection> against(Seller seller, Instant start, Need need) {
    Optional<Objection> closed = closed(seller, start, need);
    if (closed.isPresent()) {
      return closed;
    }
    LocalDate day = start.atZone(zone).toLocalDate();
    Slot wished = new Slot(seller.id(), seller.name(), start, need.end(start));
    if (isAway(away(List.of(seller), day), wished)) {
      return Optional.of(
          new Objection(
              Why.CLOSED, "O horário de " + wording.when(start) + " não está disponível."));
    }
    return busy(List.of(seller), day, need).stream().anyMatch(one -> overlap(one, wished))
        ? Optional.of(
            new Objection(Why.TAKEN, "O horário de " + wording.when(start) + " já está ocupado."))
        : Optional.empty();
  }

  private Optional<Objection> closed(Seller seller, Instant start, Need need) {
    LocalDateTime local = LocalDateTime.ofInstant(start, zone);
    LocalDate day = local.toLocalDate();
    return Optional.ofNullable(
            start.isBefore(clock.instant())
                ? "O horário de " + wording.when(start) + " já passou."
                : start.isBefore(earliest())
                    ? "Agendamos com pelo menos %s de antecedência."
                        .formatted(Wording.length(settings.notice()))
                    : start.isAfter(latest()) ? tooFar() : null)
        .or(() -> dayOff(day))
        .or(() -> outside(seller, local, need))
        .map(reason -> new Objection(Why.CLOSED, reason));
  }

  /** Names the holiday of a day, if it is one. */
  private Optional<String> dayOff(LocalDate day) {
    return holidays
        .on(day)
        .map(
            holiday ->
                "Não há atendimento em %s: %s."
                    .formatted(Wording.day(day).replaceFirst(".*, ", ""), holiday.name()));
  }

  private Optional<String> outside(Seller seller, LocalDateTime local, Need need) {
    List<Span> hours = seller.hours().on(local.getDayOfWeek());
    if (hours.isEmpty()) {
      return Optional.of(free(local.toLocalDate()));
    }
    boolean covered =
        hours.stream()
            .anyMatch(
                span ->
                    !local.toLocalTime().isBefore(span.from())
                        && Duration.between(local.toLocalTime(), span.to()).compareTo(need.length())
                            >= 0);
    if (!covered) {
      return Optional.of(
          "%s não há atendimento; %s atendemos %s."
              .formatted(
                  capital(Wording.at(local.toLocalTime())),
                  Wording.on(local.getDayOfWeek()),
                  hours.stream()
                      .map(span -> "das " + span.from() + " às " + span.to())
                      .collect(Collectors.joining(" e "))));
    }
    boolean begins =
        hours.stream()
            .flatMap(span -> starts(span, need))
            .anyMatch(time -> time.equals(local.toLocalTime()));
    return begins
        ? Optional.empty()
        : Optional.of("Os horários começam a cada %s.".formatted(Wording.length(step(need))));
  }

  /** Says that nobody works on that day of the week. */
  private static String free(LocalDate day) {
    return "Não há atendimento " + Wording.on(day.getDayOfWeek()) + ".";
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
