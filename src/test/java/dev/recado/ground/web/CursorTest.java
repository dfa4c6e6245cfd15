package dev.recado.ground.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void aCursorReadsItsOwnText() {
    Cursor cursor = new Cursor(Instant.parse("2026-01-31T12:00:00.123456Z"), new UUID(1, 2));
    assertThat(Cursor.read(cursor.text())).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xx", "2026-01-31", "fDEyMw", "!"})
  void anyOtherTextIsRefused(String text) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Cursor.read(text))
        .satisfies(e -> assertThat(e.getBody().getDetail()).contains("'before'"));
  }

  @Test
  void onlyAPageBeforeTheLastNamesTheNext() {
    assertThat(Page.of(List.of(1, 2, 3), 2, n -> n, String::valueOf))
        .isEqualTo(new Page<>(List.of(1, 2), "2"));
    assertThat(Page.of(List.of(1, 2), 2, n -> n, String::valueOf))
        .isEqualTo(new Page<>(List.of(1, 2), null));
  }
}
