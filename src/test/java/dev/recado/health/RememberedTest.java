package dev.recado.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final AtomicInteger asked = new AtomicInteger();
  private final Remembered<Integer> answer =
      new Remembered<>(asked::incrementAndGet, Duration.ofSeconds(10), new Hand());

  @Test
  void asksOnceForAllWhoComeWhileTheAnswerIsFresh() {
    assertThat(answer.get()).isEqualTo(1);
    now = now.plusSeconds(9);
    assertThat(answer.get()).isEqualTo(1);
  }

  @Test
  void asksAgainOnceTheAnswerIsStale() {
    answer.get();
    now = now.plusSeconds(10);
    assertThat(answer.get()).isEqualTo(2);
  }

  private final class Hand extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
