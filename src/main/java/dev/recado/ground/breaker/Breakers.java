package dev.recado.ground.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

/** Creates the settings that all breakers of the hub start from. */
public final class Breakers {

  private Breakers() {}

  /**
   * Starts the settings of a breaker that tries one call at a time after it was open.
   *
   * <p>A half-open breaker counts as many calls as it permits and decides when it has seen all of
   * them. If it permitted several, failures from before the recovery could outvote the success
   * after it, and the breaker would open again. With one permitted call, a failure opens the
   * breaker and a success closes it.
   *
   * @return a builder for further settings
   */
  public static CircuitBreakerConfig.Builder oneProbe() {
    return CircuitBreakerConfig.custom().permittedNumberOfCallsInHalfOpenState(1);
  }
}
