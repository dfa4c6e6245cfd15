package dev.recado.ground.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets callers wait for the one call that a half-open breaker lets through. */
final class Probe {

  private final CircuitBreaker breaker;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition decided = lock.newCondition();

  /**
   * Creates the probe of one breaker.
   *
   * @param patience how long one call may take, and so how long the others wait for it
   */
  Probe(CircuitBreaker breaker, Duration patience) {
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

  /** Waits while another call is under way; true if that call has ended, with any result. */
  boolean ends() {
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
