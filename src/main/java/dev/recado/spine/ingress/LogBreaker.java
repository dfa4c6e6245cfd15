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

/** Spares a Kafka that is away, and a disk that is full: a route asks, and tells how it ended. */
final class LogBreaker extends RoutePolicySupport {

  private static final Logger log = LoggerFactory.getLogger(LogBreaker.class);
  private static final String CALL = LogBreaker.class.getName();

  private final BooleanSupplier full;
  private final Duration within;
  private final CircuitBreaker breaker = CircuitBreaker.of("kafka", config());

  /**
   * Makes one.
   *
   * @param full whether the log's disk is full: then nothing new is taken
   * @param within what takes longer than this has failed, though Kafka may still take it
   */
  LogBreaker(BooleanSupplier full, Duration within) {
    this.full = full;
    this.within = within;
    breaker
        .getEventPublisher()
        .onStateTransition(e -> log.warn("Inbound log: breaker {}", e.getStateTransition()));
  }

  /** A broker that is away fails every call; a surge that is late now and then must not open it. */
  private static CircuitBreakerConfig config() {
    return Breakers.oneProbe()
        .slidingWindowSize(20)
        .minimumNumberOfCalls(4)
        .failureRateThreshold(80)
        .waitDurationInOpenState(Duration.ofSeconds(1))
        .build();
  }

  /**
   * Lets an exchange pass, or not. A trial passes always and tells nothing: the log is slow at the
   * start, and no sender has come yet.
   *
   * @throws LogAwayException at once where the log would not take it
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

  /** A call ends once: as its exchange does, or late. */
  private CompletableFuture<Void> call() {
    long begun = System.nanoTime();
    CompletableFuture<Void> call = new CompletableFuture<>();
    call.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((nothing, failure) -> tell(System.nanoTime() - begun, failure));
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

  /** What is too large for this broker is too large tomorrow, and no sign of a broker away. */
  private void tell(long took, @Nullable Throwable failure) {
    if (failure instanceof RecordTooLargeException) {
      breaker.releasePermission();
    } else if (failure == null) {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(took, TimeUnit.NANOSECONDS, failure);
    }
  }

  /** Whether exchanges are turned back at once. */
  boolean open() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }
}
