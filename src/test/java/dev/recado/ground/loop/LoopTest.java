package dev.recado.ground.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class LoopTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final AtomicLong now = new AtomicLong();
  private final Loops loops = new Loops(now::get);
  private final Loop loop = loops.add("tested");

  @AfterEach
  void end() throws InterruptedException {
    loop.end();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private Loop.Status status() {
    return loops.statuses().get(0);
  }

  @Test
  void aLoopWithProgressIsHealthy() {
    loop.wentOn();
    pass(Duration.ofSeconds(10));
    assertThat(status().stalled()).isZero();
    assertThat(status().tooLong()).isFalse();
  }

  @Test
  void aLoopThatHasNotStartedIsHealthy() {
    pass(Duration.ofHours(1));
    assertThat(status().stalled()).isZero();
  }

  @Test
  void aStalledLoopIsReportedWithItsTime() {
    loop.wentOn();
    pass(Duration.ofSeconds(30));
    assertThat(status().stalled()).isEqualTo(Duration.ofSeconds(30));
    assertThat(status().tooLong()).isFalse();
    pass(Duration.ofSeconds(31));
    assertThat(status().tooLong()).isTrue();
    loop.wentOn();
    assertThat(status().stalled()).isZero();
  }

  @Test
  void anAbsentPostgresqlIsReportedAndIsNotAStall() {
    loop.wentOn();
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(20));
      loop.failed(new CannotGetJdbcConnectionException("refused"));
    }
    assertThat(status().stalled()).isZero();
    assertThat(status().why()).isEqualTo("waits for PostgreSQL");
    // No further report of a wait: the loop hangs for another reason.
    pass(Duration.ofSeconds(61));
    assertThat(status().tooLong()).isTrue();
  }

  @Test
  void aLoopWhoseRoundsFailGoesOnAndReportsItsException() {
    AtomicInteger rounds = new AtomicInteger();
    loop.begin(
        () -> {
          rounds.incrementAndGet();
          throw new StackOverflowError("too deep");
        });
    await().atMost(SOON).until(() -> rounds.get() > 1);
    pass(Duration.ofSeconds(61));
    assertThat(status().tooLong()).isTrue();
    assertThat(status().why()).isEqualTo("StackOverflowError: too deep");
  }

  @Test
  void aThreadThatDiesIsStartedAgain() {
    AtomicInteger threads = new AtomicInteger();
    ThreadLocal<Boolean> known = ThreadLocal.withInitial(() -> false);
    CountDownLatch second = new CountDownLatch(2);
    loop.begin(
        () -> {
          if (!known.get()) {
            known.set(true);
            threads.incrementAndGet();
            second.countDown();
          }
          throw new Untellable();
        });
    await().atMost(SOON).until(() -> second.getCount() == 0);
    assertThat(threads.get()).isGreaterThan(1);
  }

  /** Even its message cannot be read, as when the memory is used up. */
  private static final class Untellable extends RuntimeException {
    @Override
    public String getMessage() {
      throw new OutOfMemoryError("none left");
    }
  }

  @Test
  void busyWorkersAreNoProgressUntilOneIsDone() throws InterruptedException {
    CountDownLatch went = new CountDownLatch(2);
    loop.begin(
        () -> {
          Thread.onSpinWait();
          went.countDown();
          return false;
        });
    went.await();
    pass(Duration.ofSeconds(61));
    assertThat(status().tooLong()).isTrue();
    loop.wentOn();
    assertThat(status().stalled()).isZero();
  }

  @Test
  void scheduledWorkThatThrowsIsRepeated() {
    Runnable guarded =
        loop.guarded(
            () -> {
              throw new IllegalStateException("a collaborator throws");
            });
    guarded.run();
    guarded.run();
    pass(Duration.ofSeconds(61));
    assertThat(status().why()).isEqualTo("IllegalStateException: a collaborator throws");
    assertThat(status().tooLong()).isTrue();
  }
}
