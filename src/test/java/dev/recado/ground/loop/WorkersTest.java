package dev.recado.ground.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final AtomicLong nanos = new AtomicLong();
  private final Loop loop = new Loops(nanos::get).add("looks");
  private final Workers workers = new Workers(loop, "works", 2);
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch let = new CountDownLatch(1);

  @AfterEach
  void end() throws InterruptedException {
    let.countDown();
    workers.close(Duration.ofSeconds(10));
  }

  private int look() {
    looks.incrementAndGet();
    return 0;
  }

  private boolean held() {
    try {
      let.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRingIsNotLostThoughNobodyWaitsYet() {
    workers.wake();
    workers.begin(this::look, LONG, Duration.ZERO);
    await().until(() -> looks.get() == 2);
  }

  @Test
  void aWorkerThatIsDoneMakesTheLoopLookAnew() {
    workers.begin(this::look, LONG, Duration.ZERO);
    await().until(() -> looks.get() == 1);
    workers.hand(this::held);
    assertThat(workers.free()).isEqualTo(1);

    let.countDown();
    await().until(() -> looks.get() == 2);
    assertThat(workers.free()).isEqualTo(2);
  }

  @Test
  void aWorkerThatStumblesIsFreeForTheNextWork() {
    workers.hand(
        () -> {
          throw new IllegalStateException("as planned");
        });
    await().until(() -> workers.free() == 2);
    AtomicInteger done = new AtomicInteger();
    workers.hand(() -> done.incrementAndGet() > 0);
    await().until(() -> done.get() == 1);
  }

  @Test
  void withAllWorkersBusyALookIsNoSignOfLife() {
    workers.hand(this::held);
    workers.hand(this::held);
    workers.begin(this::look, Duration.ofMillis(1), Duration.ZERO);
    nanos.set(LONG.toNanos());
    int before = looks.get();
    await().until(() -> looks.get() > before + 2);
    assertThat(loop.status().tooLong()).isTrue();

    let.countDown();
    await().until(() -> !loop.status().tooLong());
  }

  @Test
  void whatIsUnderWayIsWaitedForOnlySoLong() throws InterruptedException {
    workers.hand(this::held);
    assertThat(workers.close(Duration.ofMillis(1))).isFalse();
  }
}
