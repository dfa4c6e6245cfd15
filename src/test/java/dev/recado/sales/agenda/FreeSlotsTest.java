package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.WorkingHours;
import dev.recado.sales.seller.WorkingHours.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeSlotsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 12, 2);
  private static final Seller ANA = TestSellers.seller(1, "Ana Atendente", true);
  private static final Seller BRUNO = TestSellers.seller(2, "Bruno", true);

  private final TestAgenda agenda = new TestAgenda(DATABASE);
  private final FreeSlots slots = agenda.slots;

  private static Seller hours(DayOfWeek day, Span... spans) {
    return new Seller(
        1,
        "Ana Atendente",
        null,
        null,
        List.of(),
        "custom",
        null,
        true,
        new WorkingHours(Map.of(day, List.of(spans))));
  }

  private static Span span(String from, String to) {
    return new Span(LocalTime.parse(from), LocalTime.parse(to));
  }

  private static List<String> times(List<Slot> free, ZoneId zone) {
    return free.stream().map(slot -> slot.start().atZone(zone).toLocalTime().toString()).toList();
  }

  private List<String> times(Seller seller, LocalDate day) {
    return times(slots.on(List.of(seller), day, slots.usual()), TestAgenda.ZONE);
  }

  @Test
  void slotsFillTheWorkingHoursExactly() {
    Seller seller = hours(DayOfWeek.WEDNESDAY, span("09:00", "10:45"), span("14:10", "15:10"));

    assertThat(times(seller, WEDNESDAY))
        .containsExactly("09:00", "09:30", "10:00", "14:10", "14:40");
    assertThat(times(seller, WEDNESDAY.plusDays(1))).isEmpty();
  }

  @Test
  void hoursUpToTheEndOfTheDayDoNotRunIntoTheNext() {
    assertThat(times(hours(DayOfWeek.WEDNESDAY, span("22:50", "23:59")), WEDNESDAY))
        .containsExactly("22:50", "23:20");
  }

  @Test
  void todaysSlotsBeginAfterTheNotice() {
    assertThat(times(ANA, LocalDate.of(2026, 12, 1))).first().isEqualTo("11:00");
  }

  @Test
  void noSlotIsFreeBeyondTheHorizon() {
    assertThat(times(ANA, LocalDate.of(2027, 1, 29))).isNotEmpty();
    assertThat(times(ANA, LocalDate.of(2027, 2, 1))).isEmpty();
  }

  @Test
  void nationalHolidaysAndOwnDaysOffHaveNoSlots() {
    agenda.holidays.put(WEDNESDAY, "Inventário");

    assertThat(times(ANA, WEDNESDAY)).isEmpty();
    assertThat(times(ANA, LocalDate.of(2026, 12, 25))).isEmpty();
    assertThat(agenda.holidays.on(LocalDate.of(2026, 12, 25)))
        .contains(new Holidays.Holiday(LocalDate.of(2026, 12, 25), "Natal", false));
    agenda.holidays.remove(WEDNESDAY);
    assertThat(times(ANA, WEDNESDAY)).hasSize(18);
  }

  @Test
  void aTimeAppearsOnceIfAnyOfSeveralSellersIsFree() {
    agenda.sellers.all.addAll(List.of(ANA, BRUNO));
    agenda.book.book(TestAgenda.with(1, "5511911112222", "2026-12-02T12:00:00Z"));

    List<Slot> free = slots.on(List.of(ANA, BRUNO), WEDNESDAY, slots.usual());
    assertThat(free).hasSize(18);
    assertThat(free.get(0).seller()).isEqualTo(2);
    assertThat(free.get(1).seller()).isEqualTo(1);
    agenda.book.book(TestAgenda.with(2, "5511911113333", "2026-12-02T12:00:00Z"));
    assertThat(slots.on(List.of(ANA, BRUNO), WEDNESDAY, slots.usual())).hasSize(17);
  }

  @Test
  void anHourThatAClockChangeSkipsHasNoSlot() {
    ZoneId there = ZoneId.of("America/New_York");
    agenda.clock.tick(java.time.Duration.ofDays(90));
    FreeSlots elsewhere =
        new FreeSlots(
            agenda.table,
            agenda.holidays,
            agenda.kit.absences,
            agenda.settings,
            agenda.clock,
            there);
    Seller night = hours(DayOfWeek.SUNDAY, span("01:30", "04:00"));

    assertThat(times(elsewhere.on(List.of(night), LocalDate.of(2027, 3, 14), slots.usual()), there))
        .containsExactly("01:30", "03:00", "03:30");
  }

  @Test
  void theNextSlotsAreAFewOfEachDay() {
    assertThat(slots.next(List.of(ANA), time -> true, slots.usual()).stream().map(Slot::start))
        .hasSize(6)
        .isSorted()
        .startsWith(Instant.parse("2026-12-01T14:00:00Z"));
    assertThat(slots.next(List.of(ANA), time -> time.isAfter(LocalTime.of(17, 0)), slots.usual()))
        .hasSize(6)
        .allMatch(slot -> slot.start().atZone(TestAgenda.ZONE).getHour() == 17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-01T12:00:00Z|já passou",
        "2026-12-01T13:30:00Z|pelo menos 1 hora de antecedência",
        "2027-03-03T13:00:00Z|no máximo com 60 dias",
        "2026-12-25T13:00:00Z|Não há atendimento em 25/12: Natal.",
        "2026-12-06T13:00:00Z|Não há atendimento aos domingos.",
        "2026-12-05T13:00:00Z|Não há atendimento aos sábados.",
        "2026-12-02T06:00:00Z|Às 03:00 não há atendimento; às quartas-feiras atendemos das 09:00 às 18:00.",
        "2026-12-02T20:45:00Z|Às 17:45 não há atendimento",
        "2026-12-02T13:10:00Z|Os horários começam a cada 30 minutos."
      })
  void theReasonAgainstATimeIsGiven(Instant start, String reason) {
    assertThat(slots.against(List.of(ANA), start, slots.usual()))
        .hasValueSatisfying(
            objection -> {
              assertThat(objection.why()).isEqualTo(Agenda.Why.CLOSED);
              assertThat(objection.reason()).contains(reason);
            });
  }
}
