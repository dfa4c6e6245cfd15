package dev.recado.spine.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.ground.database.Retention.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepTest {

  @Test
  void eachKindHasItsTime() {
    assertThat(Keep.of("365d", "90d").times())
        .containsEntry(Kind.MESSAGES, Duration.ofDays(365))
        .containsEntry(Kind.EVENTS, Duration.ofDays(90));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-,-", "'',''", "0s,0", "0d,''"})
  void withoutATimeAllIsKeptForEver(String messages, String events) {
    assertThat(Keep.of(messages, events).times()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "29d; 29d; 'messages' is 29d",
        "29d; 0s; 'messages' is 29d",
        "365d; 719h; 'events' is 719h",
        "365d; -5d; 'events' is -5d",
        "365; 90d; 'messages' is not a time such as 365d",
        "365d; soon; 'events' is not a time such as 365d",
        "365d; 99999999999999999d; 'events' is not a time such as 365d",
        "40000d; 90d; 'messages' is not a time such as 365d",
        "30d; 90d; at least as long as 'events' (90d)",
        "365d; -; at least as long as 'events' (for ever)"
      })
  void aTimeWithWhichThePromisesDoNotHoldIsRefused(String messages, String events, String told) {
    assertThatThrownBy(() -> Keep.of(messages, events))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }
}
