package dev.recado.ground.loop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A signal that is not lost when nobody waits for it yet. */
final class Wake {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private boolean ringing;

  void ring() {
    lock.lock();
    try {
      ringing = true;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a ring since the last wait, or for the time to pass. */
  void await(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!ringing && left > 0) {
        left = rung.awaitNanos(left);
      }
      ringing = false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the time to pass, whatever rings; the ring is kept for the next wait. */
  void rest(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
