package dev.recado.spine.ingress;

import dev.recado.ground.breaker.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The breaker of the inbound log: it refuses records while Kafka is away or the disk is full. The
 * route asks it before each record and reports the result.
 */
final class LogBreaker extends RoutePolicySupport {

  private static final Logger log = LoggerFactory.getLogger(LogBreaker.class);
  private static final String CALL = LogBreaker.class.getName();

  private final BooleanSupplier full;
  private final Duration within;
  private final CircuitBreaker breaker = CircuitBreaker.of("kafka", config());

  /**
   * Makes one.
   *
   * @param full whether the log's disk is full; then the log takes nothing new
   * @param within a record that takes longer counts as failed, though Kafka may still store it
   */
  LogBreaker(BooleanSupplier full, Duration within) {
    this.full = full;
    this.within = within;
    breaker
        .getEventPublisher()
        .onStateTransition(e -> log.warn("Inbound log: breaker {}", e.getStateTransition()));
  }

  /**
   * A Kafka that is away fails every call. A surge with a late record now and then must not open
   * the breaker.
   */
  private static CircuitBreakerConfig config() {
    return Breakers.oneProbe()
        .slidingWindowSize(20)
        .minimumNumberOfCalls(4)
        .failureRateThreshold(80)
        .waitDurationInOpenState(Duration.ofSeconds(1))
        .build();
  }

  /**
   * Lets an exchange pass or refuses it. A trial always passes and is not counted: the log is slow
   * at the start, and no sender has come yet.
   *
   * @throws LogAwayException at once if the log would not take it
   */
  void ask(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof InboundTopic.Trial) {
      return;
    }
    if (full.getAsBoolean()) {
      throw new LogAwayException("The disk is full", null);
    }
    if (!breaker.tryAcquirePermission()) {
      throw new LogAwayException("The log is away", null);
    }
    exchange.setProperty(CALL, call());
  }

  /** A call ends once: with its exchange, or when its time is over. */
  private CompletableFuture<Void> call() {
    long beganAt = System.nanoTime();
    CompletableFuture<Void> call = new CompletableFuture<>();
    call.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((nothing, failure) -> report(System.nanoTime() - beganAt, failure));
    return call;
  }

  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    CompletableFuture<?> call = exchange.getProperty(CALL, CompletableFuture.class);
    if (call == null) {
      return;
    }
    if (exchange.getException() == null) {
      call.complete(null);
    } else {
      call.completeExceptionally(exchange.getException());
    }
  }

  /** A record that is too large stays too large. It is no sign that Kafka is away. */
  private void report(long took, @Nullable Throwable failure) {
    if (failure instanceof RecordTooLargeException) {
      breaker.releasePermission();
    } else if (failure == null) {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(took, TimeUnit.NANOSECONDS, failure);
    }
  }

  /** Whether exchanges are refused at once. */
  boolean open() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }
}
