package dev.recado.ground.breaker;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * A patient breaker for Camel. Camel asks a breaker for permission itself; {@link PatientCalls}
 * does the same for calls in Java.
 */
final class PatientBreaker {

  private PatientBreaker() {}

  static CircuitBreaker around(CircuitBreaker breaker, Duration patience) {
    Probe probe = new Probe(breaker, patience);
    return (CircuitBreaker)
        Proxy.newProxyInstance(
            PatientBreaker.class.getClassLoader(),
            new Class<?>[] {CircuitBreaker.class},
            (self, method, arguments) -> {
              if (method.getName().equals("acquirePermission")) {
                acquire(breaker, probe);
                return null;
              }
              try {
                return method.invoke(breaker, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void acquire(CircuitBreaker breaker, Probe probe) {
    try {
      breaker.acquirePermission();
    } catch (CallNotPermittedException notNow) {
      if (!probe.ends()) {
        throw notNow;
      }
      breaker.acquirePermission();
    }
  }
}
