package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyWatchTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final KeyWatch watch = new KeyWatch(clock);

  @Test
  void allCallersMayAskUntilTheKeyIsRefused() {
    assertThat(watch.mayAsk()).isTrue();
    assertThat(watch.mayAsk()).isTrue();
    assertThat(watch.trouble()).isNull();
  }

  @Test
  void oneCallerMayAskAfterEachPauseAndThePausesGrow() {
    refuse();
    assertThat(after(4)).isFalse();
    assertThat(after(1)).isTrue();
    assertThat(watch.mayAsk()).isFalse();
    refuse();
    assertThat(after(9)).isFalse();
    assertThat(after(1)).isTrue();
    for (int more = 0; more < 80; more++) {
      refuse();
      clock.tick(Duration.ofSeconds(30));
    }
    assertThat(watch.mayAsk()).isTrue();
  }

  @Test
  void simultaneousRefusalsCountAsOne() {
    for (int send = 0; send < 32; send++) {
      refuse();
    }
    assertThat(after(5)).isTrue();
  }

  @Test
  void aCallerThatNeverReturnsDelaysOthersOnlyBriefly() {
    refuse();
    assertThat(after(5)).isTrue();
    assertThat(after(2)).isTrue();
  }

  @Test
  void theTroubleIsReportedUntilTheKeyIsAccepted() {
    refuse();
    assertThat(watch.trouble()).contains("WAHA_401", "WAHA_API_KEY");
    watch.accepted();
    assertThat(watch.trouble()).isNull();
    assertThat(watch.mayAsk()).isTrue();
  }

  private void refuse() {
    watch.refused(401);
  }

  private boolean after(int seconds) {
    clock.tick(Duration.ofSeconds(seconds));
    return watch.mayAsk();
  }
}
