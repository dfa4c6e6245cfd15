package dev.recado.spine.intake;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Time as far as the machine went on: a process that was stopped, or a collector at work, makes no
 * flow slow.
 *
 * <p>One thread ticks, others read.
 */
final class SliceClock {

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

  /** A tick that came later than this tells of the machine and not of the flows. */
  private static final long LONGEST = 3 * TICK;

  private long last = System.nanoTime();
  private volatile long nanos;

  /** Waits for one tick; true where all was done before it. */
  boolean tick(CountDownLatch done) throws InterruptedException {
    boolean ended = done.await(TICK, TimeUnit.NANOSECONDS);
    long now = System.nanoTime();
    nanos += Math.min(now - last, LONGEST);
    last = now;
    return ended;
  }

  /** How long it has gone on. */
  long nanos() {
    return nanos;
  }
}
