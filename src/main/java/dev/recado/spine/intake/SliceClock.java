package dev.recado.spine.intake;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures time without pauses of the machine: a stopped process or a garbage collection does not
 * make a flow slow.
 *
 * <p>One thread ticks, the others read.
 */
final class SliceClock {

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

  /** A longer tick was delayed by the machine, not by the flows. */
  private static final long LONGEST = 3 * TICK;

  private long last = System.nanoTime();
  private volatile long nanos;

  /** Waits for one tick; true if all was done before its end. */
  boolean tick(CountDownLatch done) throws InterruptedException {
    boolean ended = done.await(TICK, TimeUnit.NANOSECONDS);
    long now = System.nanoTime();
    nanos += Math.min(now - last, LONGEST);
    last = now;
    return ended;
  }

  /** The time measured so far. */
  long nanos() {
    return nanos;
  }
}
