package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.channel.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelPaceTest {

  private static final Pace PACE = new Pace(Duration.ofSeconds(3), 5, Duration.ZERO);
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T15:00:00Z"));
  private final ChannelPace pace = new ChannelPace(DATABASE.jdbc());

  @Test
  void aFreshBucketGivesItsBurstAndThenOneTokenInEachInterval() {
    assertThat(draw("fresh", 10)).isEqualTo(5);
    assertThat(draw("fresh", 10)).isZero();
    clock.tick(Duration.ofSeconds(2));
    assertThat(draw("fresh", 10)).isZero();
    clock.tick(Duration.ofSeconds(1));
    assertThat(draw("fresh", 10)).isEqualTo(1);
  }

  @Test
  void aLongPauseFillsNoMoreThanTheBurst() {
    draw("rested", 5);
    clock.tick(Duration.ofDays(3));
    assertThat(draw("rested", 100)).isEqualTo(5);
  }

  @Test
  void unusedTokensAreReturned() {
    draw("returned", 5);
    pace.giveBack("returned", 3);
    assertThat(draw("returned", 10)).isEqualTo(3);
  }

  @Test
  void returnedTokensNeverOverfillTheBucket() {
    draw("full", 1);
    pace.giveBack("full", 50);
    assertThat(draw("full", 100)).isEqualTo(5);
  }

  @Test
  void aClockThatGoesBackGivesNothingTwice() {
    draw("backwards", 5);
    clock.tick(Duration.ofMinutes(-10));
    assertThat(draw("backwards", 5)).isZero();
    clock.tick(Duration.ofMinutes(10));
    assertThat(draw("backwards", 5)).isZero();
  }

  @Test
  void concurrentDrawsGetNoMoreThanTheBucketHas() {
    int drawn = IntStream.range(0, 20).parallel().map(n -> draw("shared", 1)).sum();
    assertThat(drawn).isEqualTo(5);
  }

  private int draw(String channel, int wanted) {
    return pace.draw(channel, PACE, wanted, clock.instant());
  }
}
