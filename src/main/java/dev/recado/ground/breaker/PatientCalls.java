package dev.recado.ground.breaker;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Makes calls under a breaker that tries one call at a time; the other calls wait for its result.
 *
 * <p>Without the wait, the breaker would refuse all other calls at the moment when the far side is
 * back. They would then wait for a retry pause that the outage has made long.
 */
public final class PatientCalls {

  private final CircuitBreaker breaker;
  private final Probe probe;

  /**
   * Creates the calls of one breaker.
   *
   * @param breaker a breaker from {@link Breakers#oneProbe()}
   * @param patience how long one call may take, and so how long the others wait for it
   */
  public PatientCalls(CircuitBreaker breaker, Duration patience) {
    this.breaker = breaker;
    this.probe = new Probe(breaker, patience);
  }

  /**
   * Makes a call.
   *
   * @param call throws if the far side fails
   * @param <T> the type of the result
   * @return the result of the call
   * @throws CallNotPermittedException if the breaker is open
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
