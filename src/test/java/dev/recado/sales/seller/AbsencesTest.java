package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.Absence.Once;
import dev.recado.sales.seller.Absence.Weekly;
import dev.recado.sales.seller.Absence.When;
import dev.recado.sales.seller.WorkingHours.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sellers who are away, and the leads of that time. It is Monday, 16 November 2026. */
class AbsencesTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 16);

  private final SellerKit kit = new SellerKit(DATABASE);
  private int lead;

  @BeforeEach
  void empty() {
    kit.empty();
  }

  private static When days(LocalDate first, int number) {
    return new Once(first.atStartOfDay(), first.plusDays(number).atStartOfDay());
  }

  private static When hours(String from, String to) {
    return new Once(LocalDateTime.parse(from), LocalDateTime.parse(to));
  }

  private static When weekly(DayOfWeek day, String from, String to) {
    return new Weekly(day, LocalTime.parse(from), LocalTime.parse(to));
  }

  private static Absence of(When when) {
    return new Absence(1, 1, when, null, "admin");
  }

  private String next(String area) {
    return Objects.requireNonNull(kit.sellers.assign("whatsapp:" + ++lead, area).seller()).name();
  }

  private List<String> next(int number) {
    return IntStream.range(0, number).mapToObj(n -> next("Vendas")).toList();
  }

  @Test
  void whoIsAwayAllDayGetsNoLeadWhileSomebodyElseOfTheAreaIsThere() {
    Seller ana = kit.add("Ana", "Vendas");
    kit.add("Bruno", "Vendas");
    kit.absences.add(ana.id(), days(TODAY, 1), "Médico", "admin");

    assertThat(next(3)).containsOnly("Bruno");
  }

  @Test
  void whoIsAwayForSomeHoursGetsLeads() {
    Seller ana = kit.add("Ana", "Vendas");
    kit.add("Bruno", "Vendas");
    kit.absences.add(ana.id(), hours("2026-11-16T09:00", "2026-11-16T12:00"), null, "admin");

    assertThat(next(2)).containsExactly("Ana", "Bruno");
  }

  @Test
  void anAreaWithoutAnybodyElseKeepsItsLeads() {
    Seller ana = kit.add("Ana", "Vendas");
    kit.add("Bruno", "Entregas");
    kit.absences.add(ana.id(), days(TODAY, 14), null, "admin");

    assertThat(next("Vendas")).isEqualTo("Ana");
  }

  @Test
  void whoComesBackFromAVacationIsNotFlooded() {
    Seller ana = kit.add("Ana", "Vendas");
    kit.add("Bruno", "Vendas");
    next(2);
    kit.absences.add(ana.id(), days(TODAY, 5), null, "admin");
    next(20);
    kit.clock.tick(Duration.ofDays(5));

    assertThat(next(4).stream().filter("Ana"::equals)).hasSize(2);
  }

  @Test
  void aConversationKeepsItsSellerWhoIsAway() {
    Seller ana = kit.add("Ana", "Vendas");
    kit.add("Bruno", "Vendas");
    kit.sellers.assign("whatsapp:maria", "Vendas");
    kit.absences.add(ana.id(), days(TODAY, 1), null, "admin");

    assertThat(kit.sellers.assign("whatsapp:maria", "Vendas").seller())
        .extracting(Seller::name)
        .isEqualTo("Ana");
  }

  @Test
  void twoAbsencesOfASellerDoNotOverlap() {
    Seller ana = kit.add("Ana", "Vendas");
    Seller bruno = kit.add("Bruno", "Vendas");
    kit.absences.add(ana.id(), days(TODAY, 14), "Férias", "admin");

    assertThatThrownBy(
            () ->
                kit.absences.add(
                    ana.id(), hours("2026-11-20T09:00", "2026-11-20T10:00"), null, "admin"))
        .isInstanceOf(SellerRefusedException.class)
        .hasMessageContaining("já está ausente");
    kit.absences.add(bruno.id(), days(TODAY, 14), null, "admin");
    kit.absences.add(ana.id(), days(TODAY.plusDays(14), 1), null, "admin");
    kit.absences.add(ana.id(), weekly(DayOfWeek.TUESDAY, "12:00", "13:00"), null, "admin");
    assertThatThrownBy(
            () ->
                kit.absences.add(
                    ana.id(), weekly(DayOfWeek.TUESDAY, "12:30", "14:00"), null, "admin"))
        .hasMessageContaining("já está ausente");
    kit.absences.add(ana.id(), weekly(DayOfWeek.WEDNESDAY, "12:30", "14:00"), null, "admin");
    assertThat(kit.absences.of(ana.id())).hasSize(4);
  }

  @Test
  void anAbsenceIsFoundOnItsDaysOnlyAndOnlyItsSellerCanLoseIt() {
    Seller ana = kit.add("Ana", "Vendas");
    Absence off = kit.absences.add(ana.id(), days(TODAY, 2), "Férias", "admin");

    assertThat(kit.absences.between(List.of(ana.id()), TODAY.plusDays(1), TODAY.plusDays(1)))
        .containsExactly(off);
    assertThat(kit.absences.between(List.of(ana.id()), TODAY.plusDays(2), TODAY.plusDays(9)))
        .isEmpty();
    assertThat(kit.absences.remove(ana.id() + 1, off.id())).isFalse();
    assertThat(kit.absences.remove(ana.id(), off.id())).isTrue();
    assertThat(kit.absences.of(ana.id())).isEmpty();
  }

  @Test
  void absencesAreCutOutOfTheWorkingHours() {
    Span morning = new Span(LocalTime.of(9, 0), LocalTime.of(12, 0));
    Span evening = new Span(LocalTime.of(13, 30), LocalTime.of(18, 0));

    assertThat(
            Absence.rest(
                WorkingHours.USUAL,
                TODAY,
                List.of(
                    of(hours("2026-11-16T12:00", "2026-11-16T13:00")),
                    of(weekly(DayOfWeek.MONDAY, "12:30", "13:30")),
                    of(weekly(DayOfWeek.TUESDAY, "09:00", "18:00")))))
        .containsExactly(morning, evening);
    assertThat(Absence.rest(WorkingHours.USUAL, TODAY, List.of(of(days(TODAY.minusDays(3), 9)))))
        .isEmpty();
    assertThat(
            Absence.rest(
                WorkingHours.USUAL,
                TODAY,
                List.of(of(hours("2026-11-15T12:00", "2026-11-16T10:00")))))
        .containsExactly(new Span(LocalTime.of(10, 0), LocalTime.of(18, 0)));
  }

  @Test
  void aWholeDayIsAllWorkingHoursOrTheWholeOfAFreeDay() {
    LocalDate sunday = TODAY.minusDays(1);

    assertThat(
            Absence.wholeDay(
                WorkingHours.USUAL,
                TODAY,
                List.of(of(hours("2026-11-16T08:00", "2026-11-16T18:00")))))
        .isTrue();
    assertThat(
            Absence.wholeDay(
                WorkingHours.USUAL,
                TODAY,
                List.of(of(hours("2026-11-16T08:00", "2026-11-16T17:59")))))
        .isFalse();
    assertThat(Absence.wholeDay(WorkingHours.USUAL, sunday, List.of())).isFalse();
    assertThat(Absence.wholeDay(WorkingHours.USUAL, sunday, List.of(of(days(sunday, 1))))).isTrue();
  }
}
