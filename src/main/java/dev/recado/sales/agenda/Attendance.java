package dev.recado.sales.agenda;

import dev.recado.sales.handover.Attended;
import dev.recado.sales.seller.Absence;
import dev.recado.sales.seller.Absences;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.sales.seller.WorkingHours;
import dev.recado.sales.seller.WorkingHours.Span;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.outbox.Contacts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * Tells when somebody answers a conversation. The Kamelet {@code attendance-action} and hand-overs
 * use it; a hand-over does not end before that time.
 *
 * <p>The hours are those of the conversation's seller, without days off and absences. A
 * conversation without a seller has the hours of the company: whenever any active seller works.
 */
public final class Attendance implements Attended {

  /**
   * A seller with no working day in this many days counts as one without hours. An absence may last
   * a year.
   */
  private static final int MOST_DAYS = 400;

  private final Sellers sellers;
  private final Holidays holidays;
  private final Absences absences;
  private final ZoneId zone;
  private final Wording wording;

  Attendance(Sellers sellers, Holidays holidays, Absences absences, ZoneId zone) {
    this.sellers = sellers;
    this.holidays = holidays;
    this.absences = absences;
    this.zone = zone;
    this.wording = new Wording(zone);
  }

  /**
   * Sets the variable {@code retorno} to the time when somebody answers, for example {@code amanhã,
   * às 09:00}. It is null while somebody is at work, or if nobody has hours.
   *
   * @param exchange its variable {@code attendanceOf} names the conversation: a phone, or the chat
   *     id where the phone is hidden
   */
  public void find(Exchange exchange) {
    String to = Objects.requireNonNull(exchange.getVariable("attendanceOf", String.class));
    Instant now = Effects.of(exchange).now();
    exchange.setVariable(
        "retorno",
        next(Contacts.conversation(to), now).map(start -> words(start, now)).orElse(null));
  }

  @Override
  public Instant from(String conversation, Instant now) {
    return next(conversation, now).orElse(now);
  }

  /** When work begins again; empty while somebody is at work. */
  Optional<Instant> next(String conversation, Instant now) {
    LocalDateTime here = LocalDateTime.ofInstant(now, zone);
    List<Worker> hours = workers(conversation, here.toLocalDate());
    if (spans(hours, here.toLocalDate()).anyMatch(span -> covers(span, here))) {
      return Optional.empty();
    }
    return Stream.iterate(here.toLocalDate(), day -> day.plusDays(1))
        .limit(MOST_DAYS)
        .flatMap(day -> spans(hours, day).map(span -> day.atTime(span.from())))
        .filter(start -> start.isAfter(here))
        .min(Comparator.naturalOrder())
        .map(start -> start.atZone(zone).toInstant());
  }

  /** The hours of somebody who may answer, and the absences. */
  private record Worker(WorkingHours hours, List<Absence> absences) {}

  private List<Worker> workers(String conversation, LocalDate today) {
    Optional<Seller> his = sellers.of(conversation).filter(Seller::active);
    List<Seller> possible =
        his.map(List::of).orElseGet(() -> sellers.all().stream().filter(Seller::active).toList());
    if (possible.isEmpty()) {
      return List.of(new Worker(WorkingHours.USUAL, List.of()));
    }
    List<Absence> away =
        absences.between(
            possible.stream().map(Seller::id).toList(), today, today.plusDays(MOST_DAYS));
    return possible.stream()
        .map(
            seller ->
                new Worker(
                    seller.hours(),
                    away.stream().filter(one -> one.seller() == seller.id()).toList()))
        .toList();
  }

  private Stream<Span> spans(List<Worker> workers, LocalDate day) {
    return holidays.on(day).isPresent()
        ? Stream.empty()
        : workers.stream().flatMap(one -> Absence.rest(one.hours(), day, one.absences()).stream());
  }

  private static boolean covers(Span span, LocalDateTime here) {
    return !here.toLocalTime().isBefore(span.from()) && here.toLocalTime().isBefore(span.to());
  }

  private String words(Instant start, Instant now) {
    LocalDate day = LocalDate.ofInstant(start, zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    String at = Wording.at(start.atZone(zone).toLocalTime());
    if (day.equals(today)) {
      return "hoje, " + at;
    }
    return day.equals(today.plusDays(1)) ? "amanhã, " + at : wording.when(start);
  }
}
