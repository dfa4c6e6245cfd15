package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofHours(1));

  @Test
  void eachAttemptExceptTheLastHasAPause() {
    RetrySchedule schedule = new RetrySchedule(PAUSES, 0.2, () -> 0.5);
    assertThat(schedule.after(1)).contains(Duration.ofSeconds(5));
    assertThat(schedule.after(2)).contains(Duration.ofHours(1));
    assertThat(schedule.after(3)).isEmpty();
  }

  @Test
  void jitterMakesPausesLongerOrShorter() {
    assertThat(new RetrySchedule(PAUSES, 0.2, () -> 0.0).after(1)).contains(Duration.ofSeconds(4));
    assertThat(new RetrySchedule(PAUSES, 0.2, () -> 1.0).after(1)).contains(Duration.ofSeconds(6));
  }
}
