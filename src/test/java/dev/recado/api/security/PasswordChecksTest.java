package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.ground.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordChecksTest {

  private final PasswordChecks checks = new PasswordChecks(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    end.countDown();
    threads.shutdownNow();
  }

  @Test
  void oneLaneLeavesPlacesForTheOthersAndOneCheckRunsAtATime() {
    List<CompletableFuture<Void>> flood = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      flood.add(check("flood"));
    }
    Awaitility.await().until(() -> refused.get() == 7);
    CompletableFuture<Void> owner = check("owner");
    assertThat(begun).hasValue(1);

    end.countDown();
    owner.join();
    assertThat(begun).hasValue(4);
    assertThat(checks.<String>run("flood", () -> "free again")).isEqualTo("free again");
  }

  @Test
  void whenAllPlacesAreTakenFurtherChecksAreRefused() {
    for (int lane = 0; lane < 12; lane++) {
      check("lane " + lane);
    }
    Awaitility.await().until(() -> begun.get() == 1 && !free());
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> checks.run("one more", () -> "never"))
        .satisfies(e -> assertThat(e.getHeaders().getFirst("Retry-After")).isEqualTo("1"));
  }

  private boolean free() {
    return threads instanceof java.util.concurrent.ThreadPoolExecutor pool
        && pool.getActiveCount() < 12;
  }

  private CompletableFuture<Void> check(String lane) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            checks.run(lane, this::hold);
          } catch (Refusal e) {
            refused.incrementAndGet();
          }
        },
        threads);
  }

  private String hold() {
    begun.incrementAndGet();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "done";
  }
}
