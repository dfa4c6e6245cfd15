package dev.recado.ground.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

/** Makes the settings that all breakers of the hub begin with. */
public final class Breakers {

  private Breakers() {}

  /**
   * Begins the settings of a breaker that tries one call at a time once it has been open.
   *
   * <p>While it is half open a breaker counts as many calls as it permits, and decides when it has
   * them all. With several, the failures before the far side came back outvote the success after
   * it, and the breaker opens again. With one, each call decides by itself: a failure opens it, a
   * success closes it.
   *
   * @return to be added to
   */
  public static CircuitBreakerConfig.Builder oneProbe() {
    return CircuitBreakerConfig.custom().permittedNumberOfCallsInHalfOpenState(1);
  }
}
