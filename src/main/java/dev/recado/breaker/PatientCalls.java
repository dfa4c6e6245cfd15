package dev.recado.breaker;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition decided = lock.newCondition();

  /**
   * Makes one.
   *
   * @param breaker made of {@link Breakers#oneProbe()}
   * @param patience how long one call may take, and so how long the others wait for it
   */
  public PatientCalls(CircuitBreaker breaker, Duration patience) {
    this.breaker = breaker;
    this.patience = patience;
    breaker.getEventPublisher().onStateTransition(transition -> tell());
  }

  private void tell() {
    lock.lock();
    try {
      decided.signalAll();
    } finally {
      lock.unlock();
    }
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
      if (!probeEnds()) {
        throw notNow;
      }
      return breaker.executeSupplier(call);
    }
  }

  /** Waits while another call finds out; true where it has found out, whatever that was. */
  private boolean probeEnds() {
    long left = patience.toNanos();
    lock.lock();
    try {
      if (breaker.getState() != CircuitBreaker.State.HALF_OPEN) {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
      }
      while (breaker.getState() == CircuitBreaker.State.HALF_OPEN && left > 0) {
        left = decided.awaitNanos(left);
      }
      return breaker.getState() != CircuitBreaker.State.HALF_OPEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
