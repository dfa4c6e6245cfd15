package dev.recado.ground.breaker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakersTest {

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "far side", Breakers.oneProbe().slidingWindowSize(20).minimumNumberOfCalls(6).build());

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Ten failures, five failed probes, then one success: cases/odoo/breaker-half-open.json. */
  @Test
  void theFirstSuccessClosesABreakerAfterAnyNumberOfFailedProbes() {
    for (int i = 0; i < 6; i++) {
      fail();
    }
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
    for (int probe = 0; probe < 5; probe++) {
      breaker.transitionToHalfOpenState();
      fail();
      assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }
    breaker.transitionToHalfOpenState();
    assertThat(breaker.executeSupplier(() -> "back")).isEqualTo("back");
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void callsDuringTheProbeWaitForItsResult() throws Exception {
    PatientCalls calls = new PatientCalls(breaker, Duration.ofSeconds(20));
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    CountDownLatch answer = new CountDownLatch(1);
    CompletableFuture<String> probe = async(calls, () -> after(answer));
    CompletableFuture<String> other = async(calls, () -> "second");
    answer.countDown();
    assertThat(probe.get(20, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void anOpenBreakerRefusesAtOnce() {
    PatientCalls calls = new PatientCalls(breaker, Duration.ofDays(1));
    breaker.transitionToOpenState();
    Assertions.assertThatExceptionOfType(CallNotPermittedException.class)
        .isThrownBy(() -> calls.execute(() -> "never"));
  }

  @Test
  void callsWaitForAnEndlessProbeNoLongerThanOneCallMayTake() {
    PatientCalls calls = new PatientCalls(breaker, Duration.ofMillis(20));
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    breaker.acquirePermission();
    Assertions.assertThatExceptionOfType(CallNotPermittedException.class)
        .isThrownBy(() -> calls.execute(() -> "never"));
  }

  @Test
  void everyBreakerOfTheHubTriesOneCallAtATime() {
    JavaClasses hub =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.recado");
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Breakers.class.getName())
        .should()
        .callMethod(CircuitBreakerConfig.class, "custom")
        .check(hub);
  }

  private CompletableFuture<String> async(
      PatientCalls calls, java.util.function.Supplier<String> call) {
    return CompletableFuture.supplyAsync(() -> calls.execute(call), threads);
  }

  private static String after(CountDownLatch answer) {
    try {
      assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "first";
  }

  private void fail() {
    Assertions.assertThatIllegalStateException()
        .isThrownBy(
            () ->
                breaker.executeSupplier(
                    () -> {
                      throw new IllegalStateException("away");
                    }));
  }
}
