package dev.recado.sales.movein;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  @ParameterizedTest
  @CsvSource({
    "'45,90', 45.90",
    "45.9, 45.90",
    "'R$ 1.234,56', 1234.56",
    "'1,234.56', 1234.56",
    "1.234, 1234.00",
    "'1.234.567,8', 1234567.80",
    "50, 50.00",
    "45.900, 45900.00",
    "'0,5', 0.50",
    "12.3400, 12.34"
  })
  void amountsAreReadAsBraziliansAndProgramsWriteThem(String text, String value) {
    assertThat(Written.amount(text)).hasToString("Optional[" + value + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dez", "1,2,3", "45,999", "1e5", "", "R$", "12.3456", "1.23.4"})
  void whatIsNoAmountInCentsIsNone(String text) {
    assertThat(Written.amount(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "30/11/2026 14:00, 2026-11-30T17:00:00Z",
    "30/11/2026, 2026-11-30T03:00:00Z",
    "2026-11-30, 2026-11-30T03:00:00Z",
    "2026-11-30T14:00:00-03:00, 2026-11-30T17:00:00Z",
    "2026-11-30T17:00:00Z, 2026-11-30T17:00:00Z",
    "2026-11-30T17:00:00.123456Z, 2026-11-30T17:00:00Z",
    "2026-11-30 17:00:00+00, 2026-11-30T17:00:00Z",
    "2026-11-30 14:00:00.5, 2026-11-30T17:00:00Z",
    "30-11-2026 14h, 2026-11-30T17:00:00Z",
    "30/11/2026 14h30, 2026-11-30T17:30:00Z"
  })
  void timesAreReadWithAndWithoutAZone(String text, Instant value) {
    assertThat(Written.instant(text, ZONE)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"31/02/2026", "ontem", "30/11/26", "2026-13-01", "30/11/2026 25:00", "14:00"})
  void whatIsNoTimeIsNone(String text) {
    assertThat(Written.instant(text, ZONE)).isEmpty();
  }
}
