package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.Absence.Once;
import dev.recado.sales.seller.Absence.Weekly;
import dev.recado.sales.seller.Absence.When;
import dev.recado.sales.seller.Seller;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a seller's time off does to slots, bookings and the time of an answer. */
class TimeOffTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 12, 2);
  private static final String KEY = "whatsapp:551187654321";

  private final TestAgenda agenda = new TestAgenda(DATABASE);
  private Seller ana = TestSellers.seller(1, "Ana Atendente", true);
  private Seller bruno = TestSellers.seller(2, "Bruno", true);

  @BeforeEach
  void anaAndBruno() {
    agenda.kit.empty();
    ana = agenda.kit.add("Ana Atendente", "Vendas");
    bruno = agenda.kit.add("Bruno", "Vendas");
    agenda.sellers.all.addAll(List.of(ana, bruno));
    agenda.sellers.owners.put(KEY, ana.id());
  }

  private void away(Seller seller, When when) {
    agenda.kit.absences.add(seller.id(), when, "Médico", "admin");
  }

  private static When days(LocalDate first, int number) {
    return new Once(first.atStartOfDay(), first.plusDays(number).atStartOfDay());
  }

  private List<String> times(List<Seller> sellers, LocalDate day) {
    return agenda.slots.on(sellers, day, agenda.slots.usual()).stream()
        .map(slot -> slot.start().atZone(TestAgenda.ZONE).toLocalTime().toString())
        .toList();
  }

  @Test
  void blockedHoursHaveNoSlots() {
    away(ana, new Once(at("2026-12-02T09:00"), at("2026-12-02T16:45")));
    away(ana, new Weekly(DayOfWeek.THURSDAY, LocalTime.of(9, 0), LocalTime.of(17, 0)));

    assertThat(times(List.of(ana), WEDNESDAY)).containsExactly("17:00", "17:30");
    assertThat(times(List.of(ana), WEDNESDAY.plusDays(1))).containsExactly("17:00", "17:30");
    assertThat(times(List.of(ana), WEDNESDAY.plusDays(8))).containsExactly("17:00", "17:30");
    assertThat(times(List.of(ana), WEDNESDAY.plusDays(2))).hasSize(18);
    assertThat(times(List.of(ana, bruno), WEDNESDAY)).hasSize(18);
  }

  private static LocalDateTime at(String text) {
    return LocalDateTime.parse(text);
  }

  @Test
  void aWishInAVacationIsRefusedWithOtherTimesAndWithoutTheReason() {
    away(ana, days(WEDNESDAY, 14));

    Agenda.Booking refused =
        agenda.book.book(TestAgenda.wish(TestAgenda.MARIA, "2026-12-03T13:00:00Z"));

    assertThat(refused)
        .isInstanceOfSatisfying(
            Agenda.Declined.class,
            declined -> {
              assertThat(declined.why()).isEqualTo(Agenda.Why.CLOSED);
              assertThat(declined.reason())
                  .isEqualTo("O horário de quinta-feira, 03/12, às 10:00 não está disponível.");
              assertThat(declined.alternatives())
                  .isNotEmpty()
                  .allMatch(slot -> slot.seller() == ana.id())
                  .noneMatch(slot -> in(slot, WEDNESDAY, WEDNESDAY.plusDays(13)));
            });
  }

  private static boolean in(Slot slot, LocalDate first, LocalDate last) {
    LocalDate day = LocalDate.ofInstant(slot.start(), TestAgenda.ZONE);
    return !day.isBefore(first) && !day.isAfter(last);
  }

  @Test
  void aNewCustomerIsBookedWithSomebodyWhoIsThere() {
    away(ana, days(WEDNESDAY, 1));

    Agenda.Booking booked =
        agenda.book.book(TestAgenda.wish("5511911112222", "2026-12-02T13:00:00Z"));

    assertThat(booked)
        .isInstanceOfSatisfying(
            Agenda.Booked.class, it -> assertThat(it.appointment().seller()).isEqualTo(bruno.id()));
  }

  @Test
  void anAppointmentIsNotMovedIntoTimeOff() {
    Agenda.Booked made =
        (Agenda.Booked)
            agenda.book.book(TestAgenda.with(ana.id(), TestAgenda.MARIA, "2026-12-03T13:00:00Z"));
    away(ana, days(WEDNESDAY, 1));

    assertThat(
            agenda.book.reschedule(
                made.appointment().id(), Instant.parse("2026-12-02T13:00:00Z"), TestAgenda.ADMIN))
        .isInstanceOf(Agenda.Declined.class);
  }

  @Test
  void anAnswerIsPromisedForTheReturn() {
    Attendance attendance =
        new Attendance(agenda.sellers, agenda.holidays, agenda.kit.absences, TestAgenda.ZONE);
    away(ana, days(LocalDate.of(2026, 12, 1), 14));
    away(ana, new Weekly(DayOfWeek.TUESDAY, LocalTime.of(9, 0), LocalTime.of(10, 0)));

    assertThat(attendance.next(KEY, agenda.clock.instant()))
        .contains(Instant.parse("2026-12-15T13:00:00Z"));
    assertThat(attendance.next("whatsapp:nobody", agenda.clock.instant()))
        .as("Bruno is at work")
        .isEmpty();
  }
}
