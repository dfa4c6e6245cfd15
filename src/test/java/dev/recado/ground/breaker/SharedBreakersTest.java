package dev.recado.ground.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedBreakersTest {

  private final SharedBreakers breakers =
      SharedBreakers.counting(
          IllegalStateException.class::isInstance,
          IllegalArgumentException.class::isInstance,
          Duration.ofHours(1));

  private static void fails(CircuitBreaker breaker, int times) {
    for (int i = 0; i < times; i++) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  breaker.executeRunnable(
                      () -> {
                        throw new IllegalStateException("away");
                      }));
    }
  }

  @Test
  void theSameNameGivesTheSameBreaker() {
    assertThat(breakers.named("prices")).isSameAs(breakers.named("prices"));
    fails(breakers.named("prices"), 6);
    breakers.named("stock");
    assertThat(breakers.states()).hasToString("{prices=OPEN, stock=CLOSED}");
  }

  @ParameterizedTest
  @CsvSource({
    "https://prices.example.com/v1/price, prices.example.com",
    "http://127.0.0.1:8099, 127.0.0.1:8099",
    "prices, prices",
    "prices v2, prices v2"
  })
  void theBreakerOfAnAddressIsNamedAfterItsHost(String name, String breaker) {
    assertThat(breakers.named(name).getName()).isEqualTo(breaker);
  }

  /** As Camel does it: permission first, then the call, then the report. */
  @Test
  void callsDuringTheProbeWaitForItsResult() throws Exception {
    CircuitBreaker breaker = breakers.named("prices");
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    breaker.acquirePermission();
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(
            () -> CircuitBreaker.decorateSupplier(breaker, () -> "second").get());
    breaker.onSuccess(1, TimeUnit.MILLISECONDS);
    assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("second");
    assertThat(breakers.states()).containsEntry("prices", "CLOSED");
  }

  @Test
  void noBreakerOpensInARehearsal() {
    CircuitBreaker named = SharedBreakers.idle().named("prices");
    CircuitBreaker unnamed = SharedBreakers.idleRegistry().circuitBreaker("a-guarded");
    fails(named, 200);
    fails(unnamed, 200);
    assertThat(named.tryAcquirePermission()).isTrue();
    assertThat(unnamed.tryAcquirePermission()).isTrue();
  }
}
