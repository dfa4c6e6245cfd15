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
 * The breakers that the files of the routes folder name, each one shared by all who name it.
 *
 * <p>They outlive the generations of routes: a save does not forget that a far side fails.
 */
public final class SharedBreakers {

  private static final Logger log = LoggerFactory.getLogger(SharedBreakers.class);

  /** How long those wait who come while one call finds out; more than most calls take. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CircuitBreakerRegistry breakers;
  private final Map<String, CircuitBreaker> patient = new ConcurrentHashMap<>();

  private SharedBreakers(CircuitBreakerRegistry breakers) {
    this.breakers = breakers;
  }

  /**
   * Makes a set in which there is none yet.
   *
   * @param failure tells of what a call threw whether the far side failed; whatever else it threw
   *     was an answer
   * @param rest how long one that has opened lets no call through
   * @return breakers that open where half of the last twenty calls failed, after six at the
   *     earliest, and then try one call
   */
  public static SharedBreakers counting(Predicate<Throwable> failure, Duration rest) {
    SharedBreakers shared =
        new SharedBreakers(
            CircuitBreakerRegistry.of(
                Breakers.oneProbe()
                    .slidingWindowSize(20)
                    .minimumNumberOfCalls(6)
                    .waitDurationInOpenState(rest)
                    // Else one that nobody asks any more would be told of as open for ever.
                    .automaticTransitionFromOpenToHalfOpenEnabled(true)
                    .recordException(failure)
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
   * Makes a set whose breakers let every call through, for rehearsals: there each failure counts
   * for itself.
   *
   * @return breakers that never open
   */
  public static SharedBreakers idle() {
    return new SharedBreakers(idleRegistry());
  }

  /**
   * Makes a registry of the same kind, for breakers that a file does not name.
   *
   * @return each breaker in it never opens
   */
  public static CircuitBreakerRegistry idleRegistry() {
    CircuitBreakerRegistry idle = CircuitBreakerRegistry.of(Breakers.oneProbe().build());
    idle.getEventPublisher()
        .onEntryAdded(added -> added.getAddedEntry().transitionToDisabledState());
    return idle;
  }

  /**
   * Finds a breaker, or makes it.
   *
   * @param name any text; of an address its host counts, with the port where it names one
   * @return for the same name always the same
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
   * Tells how they all are.
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
