package dev.recado.ground.breaker;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Makes calls under a breaker that tries one at a time, and lets the others wait for what that one
 * finds.
 *
 * <p>Else all but one of those that come at the moment in which the far side is back would be sent
 * away, to try again in as long as the outage has taught them to wait.
 */
public final class PatientCalls {

  private final CircuitBreaker breaker;
  private final Probe probe;

  /**
   * Makes one.
   *
   * @param breaker made of {@link Breakers#oneProbe()}
   * @param patience how long one call may take, and so how long the others wait for it
   */
  public PatientCalls(CircuitBreaker breaker, Duration patience) {
    this.breaker = breaker;
    this.probe = new Probe(breaker, patience);
  }

  /**
   * Makes a call.
   *
   * @param call throws where the far side fails
   * @param <T> of its result
   * @return what it returned
   * @throws CallNotPermittedException where the breaker is open
   */
  public <T> T execute(Supplier<T> call) {
    try {
      return breaker.executeSupplier(call);
    } catch (CallNotPermittedException notNow) {
      if (!probe.ends()) {
        throw notNow;
      }
      return breaker.executeSupplier(call);
    }
  }
}
