package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTextTest {

  @Test
  void writtenHoursAreReadBack() {
    Map<String, List<String>> week =
        Map.of("terça", List.of("08:00-12:00", "13:30-18:00"), "sábado", List.of("09:00-13:00"));

    assertThat(HoursText.write(HoursText.read(week))).isEqualTo(week);
    assertThat(HoursText.write(WorkingHours.USUAL))
        .hasSize(5)
        .containsEntry("segunda", List.of("09:00-18:00"));
  }

  @Test
  void daysAndSpansAreReadAsPeopleWriteThem() {
    WorkingHours hours =
        HoursText.read(
            Map.of(
                "Terca-feira", List.of("13:00 às 18:00", "8:00 – 12:00"),
                "SABADO", "9:00-13:00",
                "domingo", List.of()));

    assertThat(HoursText.write(hours))
        .isEqualTo(
            Map.of(
                "terça", List.of("08:00-12:00", "13:00-18:00"), "sábado", List.of("09:00-13:00")));
    assertThat(hours.on(DayOfWeek.SUNDAY)).isEmpty();
  }

  @Test
  void aStretchIsCoveredOnlyWithinOneSpan() {
    WorkingHours hours = HoursText.read(Map.of("segunda", List.of("08:00-12:00", "13:00-18:00")));
    LocalDateTime monday = LocalDateTime.parse("2026-11-16T00:00");

    assertThat(hours.cover(monday.withHour(11), monday.withHour(12))).isTrue();
    assertThat(hours.cover(monday.withHour(11), monday.withHour(14))).isFalse();
    assertThat(hours.cover(monday.withHour(17), monday.withHour(19))).isFalse();
    assertThat(hours.cover(monday.plusDays(1).withHour(9), monday.plusDays(1).withHour(10)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "feriado, 09:00-18:00, 'traz o dia ''feriado'', que não existe'",
    "segunda, de manhã, 'traz em segunda ''de manhã''; escreva por exemplo 09:00-18:00'",
    "segunda, 18:00-09:00, termina antes de começar",
    "segunda, 09:00-09:00, termina antes de começar",
    "segunda, 09:00-24:00, 'a hora 24:00, que não existe'",
    "segunda, 09:60-18:00, 'a hora 09:60, que não existe'"
  })
  void aMistakeIsNamed(String day, String span, String complaint) {
    assertThatThrownBy(() -> HoursText.read(Map.of(day, List.of(span))))
        .isInstanceOf(SellerRefusedException.class)
        .hasMessageStartingWith("O campo 'horario' ")
        .hasMessageContaining(complaint);
  }

  @Test
  void overlapsAndDuplicateDaysAreRefused() {
    assertThatThrownBy(() -> HoursText.read(Map.of("sexta", List.of("09:00-13:00", "12:00-18:00"))))
        .hasMessageContaining("sobrepõem");
    assertThatThrownBy(
            () ->
                HoursText.read(
                    Map.of("terça", List.of("09:00-13:00"), "terca", List.of("14:00-18:00"))))
        .hasMessageContaining("terça duas vezes");
  }
}
