package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.agenda.Agenda.Booked;
import dev.recado.sales.agenda.NoShows.Missed;
import dev.recado.sales.agenda.NoShows.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers who did not come. */
class NoShowsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final TestAgenda agenda = new TestAgenda(DATABASE);
  private final NoShows noShows =
      new NoShows(agenda.table, agenda.news, agenda.transaction, agenda.clock);
  private long id;

  @BeforeEach
  void anAppointmentTomorrowAtThree() {
    agenda.sellers.all.add(TestSellers.seller(1, "Ana Atendente", true));
    Booked made =
        (Booked) agenda.book.book(TestAgenda.with(1, TestAgenda.MARIA, "2026-12-02T18:00:00Z"));
    id = made.appointment().id();
  }

  private void at(String instant) {
    agenda.clock.tick(Duration.between(agenda.clock.instant(), Instant.parse(instant)));
  }

  private List<String> log() {
    return agenda
        .jdbc
        .sql("select what from appointment_log where appointment = ? order by id")
        .param(id)
        .query(String.class)
        .list();
  }

  @Test
  void anAppointmentThatHasNotBegunIsNoNoShow() {
    assertThat(noShows.record(id, TestAgenda.ADMIN))
        .hasValueSatisfying(
            it -> assertThat(((Refused) it).reason()).contains("ainda não começou"));
  }

  @Test
  void oneThatHasBegunIsRecordedOnceAndToldOnce() {
    at("2026-12-02T18:05:00Z");
    noShows.record(id, TestAgenda.ADMIN);

    assertThat(noShows.record(id, TestAgenda.ADMIN))
        .hasValueSatisfying(
            it ->
                assertThat(((Missed) it).appointment().state())
                    .isEqualTo(Appointment.State.NO_SHOW));
    assertThat(agenda.types()).containsOnlyOnce("appointment.missed");
    assertThat(log()).containsExactly("BOOKED", "NO_SHOW");
  }

  @Test
  void theEndOfItsTimeChangesNothing() {
    at("2026-12-02T18:05:00Z");
    noShows.record(id, TestAgenda.ADMIN);
    at("2026-12-02T19:00:00Z");
    agenda.book.tidy();

    assertThat(agenda.table.byId(id).orElseThrow().state()).isEqualTo(Appointment.State.NO_SHOW);
  }

  @Test
  void oneThatIsOverCanStillBeRecordedAndCountsForTheSellerAndTheArea() {
    at("2026-12-02T19:00:00Z");
    agenda.book.tidy();
    noShows.record(id, TestAgenda.ADMIN);

    assertThat(log()).containsExactly("BOOKED", "DONE", "NO_SHOW");
    MissedCounts counts = new MissedCounts(agenda.table);
    Instant from = Instant.parse("2026-12-02T03:00:00Z");
    assertThat(counts.counts(from, from.plus(Duration.ofDays(1)))).containsEntry(1L, 1L);
    assertThat(counts.countsByArea(from, from.plus(Duration.ofDays(1)))).contains(Map.of("", 1L));
    assertThat(counts.counts(from.plus(Duration.ofDays(1)), from.plus(Duration.ofDays(2))))
        .isEmpty();
  }

  @Test
  void aCancelledOneIsRefusedAndAnUnknownOneIsNotFound() {
    agenda.book.cancel(id, TestAgenda.ADMIN, null);
    at("2026-12-02T18:05:00Z");

    assertThat(noShows.record(id, TestAgenda.ADMIN))
        .hasValueSatisfying(it -> assertThat(((Refused) it).reason()).contains("cancelado"));
    assertThat(noShows.record(id + 1000, TestAgenda.ADMIN)).isEmpty();
  }

  @Test
  void theCustomerCanBookAgain() {
    at("2026-12-02T18:05:00Z");
    noShows.record(id, TestAgenda.ADMIN);

    assertThat(agenda.book.nextOf("whatsapp:551187654321")).isEmpty();
    assertThat(agenda.book.book(TestAgenda.with(1, TestAgenda.MARIA, "2026-12-03T18:00:00Z")))
        .isInstanceOf(Booked.class);
  }
}
