package dev.recado.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final AtomicInteger asked = new AtomicInteger();
  private final Remembered<Integer> answer =
      new Remembered<>(asked::incrementAndGet, Duration.ofSeconds(10), new Hand());

  @Test
  void asksOnceForAllCallersWhileTheAnswerIsFresh() {
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

  @Test
  void aCallerDuringARenewalGetsTheLastAnswer() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Remembered<Integer> slow =
        new Remembered<>(
            () -> {
              int answered = asked.incrementAndGet();
              if (answered > 1) {
                asking.countDown();
                join(end);
              }
              return answered;
            },
            Duration.ofSeconds(10),
            new Hand());
    slow.get();
    now = now.plusSeconds(10);
    CompletableFuture<Integer> asker = CompletableFuture.supplyAsync(slow::get);
    asking.await();

    assertThat(slow.get()).isEqualTo(1);

    end.countDown();
    assertThat(asker.get()).isEqualTo(2);
    assertThat(slow.get()).isEqualTo(2);
  }

  private static void join(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
