package dev.recado.ground.holiday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Year;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NationalHolidaysTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, Ano Novo",
    "2026-04-03, Sexta-feira Santa",
    "2026-04-21, Tiradentes",
    "2026-05-01, Dia do Trabalhador",
    "2026-09-07, Dia da Independência",
    "2026-10-12, Nossa Senhora da Aparecida",
    "2026-11-02, Finados",
    "2026-11-15, Proclamação da República",
    "2026-11-20, Consciência Negra",
    "2026-12-25, Natal"
  })
  void holidaysHaveTheNamesThatPeopleUse(LocalDate day, String name) {
    assertThat(NationalHolidays.name(day)).contains(name);
  }

  @Test
  void anOrdinaryDayHasNone() {
    assertThat(NationalHolidays.name(LocalDate.of(2026, 12, 24))).isEmpty();
    assertThat(NationalHolidays.contains(LocalDate.of(2026, 2, 17))).as("carnival").isFalse();
    assertThat(NationalHolidays.of(Year.of(2026))).hasSizeBetween(10, 11);
  }
}
