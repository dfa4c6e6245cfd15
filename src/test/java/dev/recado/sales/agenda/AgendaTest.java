package dev.recado.sales.agenda;

import static dev.recado.sales.agenda.TestAgenda.ADMIN;
import static dev.recado.sales.agenda.TestAgenda.MARIA;
import static dev.recado.sales.agenda.TestAgenda.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.sales.agenda.Agenda.Booked;
import dev.recado.sales.agenda.Agenda.Booking;
import dev.recado.sales.agenda.Agenda.Declined;
import dev.recado.sales.agenda.Agenda.Why;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class AgendaTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String KEY = "whatsapp:551187654321";
  private static final String AT_THREE = "2026-12-02T18:00:00Z";
  private static final String AT_FOUR = "2026-12-02T19:00:00Z";

  private final TestAgenda agenda = new TestAgenda(DATABASE);
  private final Agenda book = agenda.book;

  @BeforeEach
  void anaSells() {
    agenda.sellers.all.add(TestSellers.seller(1, "Ana Atendente", true));
  }

  private static Agenda.Wish wish(String phone, String start) {
    return TestAgenda.wish(phone, start);
  }

  private static Appointment booked(Booking booking) {
    assertThat(booking).isInstanceOf(Booked.class);
    return ((Booked) booking).appointment();
  }

  private static Declined declined(Booking booking) {
    assertThat(booking).isInstanceOf(Declined.class);
    return (Declined) booking;
  }

  @Test
  void bookingSetsTheEventsForNewsAndReminders() {
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));

    assertThat(made.seller()).isEqualTo(1);
    assertThat(made.lead()).isEqualTo("28");
    assertThat(made.end()).isEqualTo("2026-12-02T18:30:00Z");
    assertThat(agenda.sellers.owners).containsEntry(KEY, 1L);
    String subject = "appointment:" + made.id();
    assertThat(agenda.set)
        .containsExactly(
            new TestAgenda.Set("appointment.booked", subject, agenda.clock.instant()),
            new TestAgenda.Set(
                "appointment.reminder", subject, Instant.parse("2026-12-01T18:00:00Z")),
            new TestAgenda.Set(
                "appointment.reminder", subject, Instant.parse("2026-12-02T17:00:00Z")));
  }

  @Test
  void aReminderInThePastIsNotSet() {
    book.book(wish(MARIA, "2026-12-01T16:00:00Z"));

    assertThat(agenda.types()).containsExactly("appointment.booked", "appointment.reminder");
  }

  @Test
  void theSameRequestTwiceBooksOneAppointment() {
    Appointment first = booked(book.book(wish(MARIA, AT_THREE)));
    Appointment second = booked(book.book(wish(MARIA, AT_THREE)));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(agenda.types()).containsOnlyOnce("appointment.booked");
  }

  @Test
  void aTakenSlotIsDeclinedWithTheNearestFreeOnes() {
    book.book(wish("5511911112222", AT_THREE));
    Declined taken = declined(book.book(wish(MARIA, AT_THREE)));

    assertThat(taken.why()).isEqualTo(Why.TAKEN);
    assertThat(taken.alternatives()).hasSize(6);
    assertThat(taken.alternatives().stream().map(Slot::start))
        .contains(Instant.parse("2026-12-02T17:30:00Z"), Instant.parse("2026-12-02T18:30:00Z"))
        .doesNotContain(Instant.parse(AT_THREE))
        .isSorted();
  }

  @Test
  void oneOfAHundredConcurrentRequestsGetsTheSlotAndTheOthersGetAlternatives() throws Exception {
    int many = 100;
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CyclicBarrier together = new CyclicBarrier(16);
    List<Future<Booking>> answers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String phone = "551190000" + (1000 + i);
      boolean waits = i < 16;
      Callable<Booking> asks =
          () -> {
            if (waits) {
              together.await();
            }
            return book.book(wish(phone, AT_THREE));
          };
      answers.add(threads.submit(asks));
    }
    List<Booking> bookings = new ArrayList<>();
    for (Future<Booking> answer : answers) {
      bookings.add(answer.get());
    }
    threads.shutdown();

    assertThat(bookings).filteredOn(Booked.class::isInstance).hasSize(1);
    assertThat(bookings)
        .filteredOn(Declined.class::isInstance)
        .hasSize(many - 1)
        .allSatisfy(
            one -> {
              assertThat(((Declined) one).why()).isEqualTo(Why.TAKEN);
              assertThat(((Declined) one).alternatives()).isNotEmpty();
            });
    assertThat(agenda.jdbc.sql("select count(*) from appointment").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void theDatabaseItselfRefusesOverlappingAppointments() {
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));
    String copy =
        """
        insert into appointment (seller, conversation, address, starts_at, ends_at, state,
                                 created_by, created_at, updated_at)
        select seller, conversation, address, starts_at + interval '10 minutes', ends_at, state,
               created_by, created_at, updated_at from appointment where id = ?
        """;

    assertThatThrownBy(() -> agenda.jdbc.sql(copy).param(made.id()).update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("appointment_one_at_a_time");
  }

  @Test
  void consecutiveAppointmentsDoNotOverlap() {
    booked(book.book(wish(MARIA, AT_THREE)));
    booked(book.book(wish("5511911112222", "2026-12-02T18:30:00Z")));
  }

  @Test
  void aFreeSellerTakesANewCustomerWhenTheOneInTurnIsBusy() {
    agenda.sellers.all.add(TestSellers.seller(2, "Bruno", true));
    book.book(with(1, "5511911112222", AT_THREE));
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));

    assertThat(made.seller()).isEqualTo(2);
    assertThat(agenda.sellers.owners).containsEntry(KEY, 2L);
  }

  @Test
  void aCustomerKeepsTheirSeller() {
    agenda.sellers.all.add(TestSellers.seller(2, "Bruno", true));
    agenda.sellers.owners.put(KEY, 1L);
    book.book(with(1, "5511911112222", AT_THREE));

    assertThat(declined(book.book(wish(MARIA, AT_THREE))).why()).isEqualTo(Why.TAKEN);
  }

  @Test
  void aDeclinedRequestAssignsNoSeller() {
    Declined closed = declined(book.book(wish(MARIA, "2026-12-02T06:00:00Z")));

    assertThat(closed.why()).isEqualTo(Why.CLOSED);
    assertThat(closed.reason()).startsWith("Às 03:00 não há atendimento");
    assertThat(agenda.sellers.owners).isEmpty();
  }

  @Test
  void withoutAnActiveSellerNothingCanBeBooked() {
    agenda.sellers.all.clear();
    agenda.sellers.all.add(TestSellers.seller(1, "Ana Atendente", false));

    assertThat(declined(book.book(wish(MARIA, AT_THREE))).why()).isEqualTo(Why.NO_SELLER);
    assertThat(declined(book.book(with(9, MARIA, AT_THREE))).why()).isEqualTo(Why.NO_SELLER);
  }

  @Test
  void aMovedAppointmentKeepsItsIdAndFreesItsOldSlot() {
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));
    Appointment moved = booked(book.reschedule(made.id(), Instant.parse(AT_FOUR), ADMIN));

    assertThat(moved.id()).isEqualTo(made.id());
    assertThat(moved.sequence()).isEqualTo(1);
    assertThat(moved.rescheduledFrom()).isEqualTo(AT_THREE);
    String subject = "appointment:" + made.id();
    assertThat(agenda.takenBack)
        .containsExactly("appointment.reminder " + subject, KEY + " " + subject);
    assertThat(agenda.types().subList(3, 6))
        .containsExactly("appointment.rescheduled", "appointment.reminder", "appointment.reminder");
    booked(book.book(wish("5511911112222", AT_THREE)));
  }

  @Test
  void movingToTheSameTimeChangesNothing() {
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));
    booked(book.reschedule(made.id(), Instant.parse(AT_THREE), ADMIN));

    assertThat(agenda.types()).doesNotContain("appointment.rescheduled");
  }

  @Test
  void anAppointmentThatCannotBeMovedKeepsItsTime() {
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));
    book.book(wish("5511911112222", AT_FOUR));
    Declined taken = declined(book.reschedule(made.id(), Instant.parse(AT_FOUR), ADMIN));

    assertThat(taken.why()).isEqualTo(Why.TAKEN);
    assertThat(book.byId(made.id())).contains(made);
  }

  @Test
  void aCancelledAppointmentRemainsOnlyInTheRecord() {
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));
    assertThat(book.cancel(made.id(), ADMIN, "Vendedora doente")).contains(made);

    assertThat(book.cancel(made.id(), ADMIN, null)).isEmpty();
    assertThat(book.nextOf(KEY)).isEmpty();
    assertThat(declined(book.reschedule(made.id(), Instant.parse(AT_FOUR), ADMIN)).why())
        .isEqualTo(Why.GONE);
    assertThat(agenda.types()).endsWith("appointment.cancelled");
    assertThat(agenda.takenBack).hasSize(2);
    assertThat(
            agenda
                .jdbc
                .sql("select what || ' ' || by || coalesce(' ' || why, '') from appointment_log")
                .query(String.class)
                .list())
        .containsExactly("BOOKED cliente", "CANCELLED admin Vendedora doente");
    booked(book.book(wish("5511911112222", AT_THREE)));
  }

  @Test
  void aPastAppointmentIsDoneAndABegunOneLosesItsReminders() {
    Appointment made = booked(book.book(wish(MARIA, AT_THREE)));
    agenda.clock.tick(java.time.Duration.between(agenda.clock.instant(), made.start()));
    book.tidy();
    assertThat(book.byId(made.id())).contains(made);
    assertThat(agenda.takenBack).hasSize(2);

    agenda.clock.tick(agenda.settings.slot());
    book.tidy();
    assertThat(book.byId(made.id()).orElseThrow().state()).isEqualTo(Appointment.State.DONE);
    assertThat(book.cancel(made.id(), ADMIN, null)).isEmpty();
  }

  @Test
  void mergedConversationsKeepTheirAppointments() {
    booked(book.book(wish("123456789012345@lid", AT_THREE)));
    agenda.table.merged("whatsapp:123456789012345@lid", KEY);

    assertThat(book.nextOf(KEY)).isPresent();
  }

  @Test
  void listsAndCountsUseDaysInTheCompanysTimeZone() {
    booked(book.book(wish(MARIA, "2026-12-02T20:30:00Z")));
    Appointment other = booked(book.book(wish("5511911112222", AT_THREE)));
    book.cancel(other.id(), ADMIN, null);

    LocalDate day = LocalDate.of(2026, 12, 2);
    assertThat(book.between(1L, day, day)).hasSize(2);
    assertThat(book.between(2L, day, day)).isEmpty();
    assertThat(book.between(null, day.plusDays(1), day.plusDays(2))).isEmpty();
    assertThat(
            book.bookedBySeller(
                Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z")))
        .isEqualTo(Map.of(1L, 1L));
  }
}
