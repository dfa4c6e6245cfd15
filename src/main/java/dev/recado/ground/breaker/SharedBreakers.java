package dev.recado.ground.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The breakers that files of the routes folder name. All files that use a name share one breaker.
 *
 * <p>They outlive the generations of routes: a save does not make the hub forget that a far side
 * fails.
 */
public final class SharedBreakers {

  private static final Logger log = LoggerFactory.getLogger(SharedBreakers.class);

  /** How long other calls wait for the result of the probe; more than most calls take. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CircuitBreakerRegistry breakers;
  private final Map<String, CircuitBreaker> patient = new ConcurrentHashMap<>();

  private SharedBreakers(CircuitBreakerRegistry breakers) {
    this.breakers = breakers;
  }

  /**
   * Creates an empty set.
   *
   * @param failure tells for an exception of a call whether the far side failed; any other
   *     exception counts as an answer
   * @param beside tells for an exception that it says nothing about the far side, also not that it
   *     answers
   * @param rest how long an open breaker lets no call through
   * @return breakers that open when half of the last twenty calls failed, after six calls at the
   *     earliest, and then try one call
   */
  public static SharedBreakers counting(
      Predicate<Throwable> failure, Predicate<Throwable> beside, Duration rest) {
    SharedBreakers shared =
        new SharedBreakers(
            CircuitBreakerRegistry.of(
                Breakers.oneProbe()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(6)
                    .waitDurationInOpenState(rest)
                    // Otherwise a breaker that nobody calls any more would be reported as open for
                    // ever.
                    .automaticTransitionFromOpenToHalfOpenEnabled(true)
                    .recordException(failure)
                    .ignoreException(beside)
                    .build()));
    shared.breakers.getEventPublisher().onEntryAdded(added -> tell(added.getAddedEntry()));
    return shared;
  }

  private static void tell(CircuitBreaker breaker) {
    breaker
        .getEventPublisher()
        .onStateTransition(
            e -> log.warn("Flows: breaker {} {}", breaker.getName(), e.getStateTransition()));
  }

  /**
   * Creates a set whose breakers let every call through. Rehearsals use it: there each failure
   * counts for itself.
   *
   * @return breakers that never open
   */
  public static SharedBreakers idle() {
    return new SharedBreakers(idleRegistry());
  }

  /**
   * Creates a registry of the same kind for breakers that a file does not name.
   *
   * @return a registry whose breakers never open
   */
  public static CircuitBreakerRegistry idleRegistry() {
    CircuitBreakerRegistry idle = CircuitBreakerRegistry.of(Breakers.oneProbe().build());
    idle.getEventPublisher()
        .onEntryAdded(added -> added.getAddedEntry().transitionToDisabledState());
    return idle;
  }

  /**
   * Finds a breaker, or creates it.
   *
   * @param name any text; of an address only the host counts, with its port if there is one
   * @return always the same breaker for the same name
   */
  public CircuitBreaker named(String name) {
    return patient.computeIfAbsent(
        host(name), host -> PatientBreaker.around(breakers.circuitBreaker(host), PATIENCE));
  }

  private static String host(String name) {
    String host = name.contains("://") ? URI.create(name).getAuthority() : null;
    return host == null ? name : host;
  }

  /**
   * Tells the states of all breakers.
   *
   * @return {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN} by name, in order
   */
  public Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    breakers
        .getAllCircuitBreakers()
        .forEach(breaker -> states.put(breaker.getName(), breaker.getState().name()));
    return states;
  }
}
