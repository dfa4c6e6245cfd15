package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a webhook at once if the hub could not acknowledge it in time, or not work on it in time.
 *
 * <p>A sender that is refused early loses nothing and sends again. Each is told another time to
 * wait, or they would all come back at once.
 */
final class Admission {

  /**
   * So many wait where the hub has more than it can take. If a few wait, the machine has paused,
   * and the next webhook may well be in time: most senders send it only once.
   */
  static final int CROWD = 20;

  private final DoubleSupplier share;
  private final long patience;
  private final long retryAfter;
  private final LongSupplier nanos;
  private final Queue<Call> underWay = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** A webhook whose body is complete and that has no answer yet. */
  private static final class Call {

    private final long beganAt;
    private final AtomicBoolean done = new AtomicBoolean();

    Call(long beganAt) {
      this.beganAt = beganAt;
    }
  }

  /**
   * Makes one.
   *
   * @param share the part of the webhooks that can be worked on, from 0 to 1
   * @param patience while a crowd waits for its acknowledgements, and one of them longer than this,
   *     new ones are refused
   * @param retryAfter the shortest time that a refused sender is told to wait
   * @param nanos a clock that never jumps
   */
  Admission(DoubleSupplier share, Duration patience, Duration retryAfter, LongSupplier nanos) {
    this.share = share;
    this.patience = patience.toNanos();
    this.retryAfter = Math.max(1, retryAfter.toSeconds());
    this.nanos = nanos;
  }

  /** Returns the refusal of a webhook that comes now, or null if it may come in. */
  @Nullable Answer refusal() {
    if (oneWaitsTooLong()) {
      return tryAgain(1, retryAfter);
    }
    double admittedShare = share.getAsDouble();
    boolean admitted =
        admittedShare >= 1 || ThreadLocalRandom.current().nextDouble() < admittedShare;
    return admitted ? null : tryAgain(retryAfter, 3 * retryAfter);
  }

  /**
   * Counts a webhook that came in. The caller runs the result once, when the webhook has its
   * answer.
   */
  Runnable begin() {
    Call call = new Call(nanos.getAsLong());
    underWay.add(call);
    waiting.incrementAndGet();
    return () -> {
      if (call.done.compareAndSet(false, true)) {
        waiting.decrementAndGet();
      }
    };
  }

  private boolean oneWaitsTooLong() {
    Call oldest = underWay.peek();
    while (oldest != null && oldest.done.get()) {
      underWay.remove(oldest);
      oldest = underWay.peek();
    }
    return oldest != null
        && waiting.get() >= CROWD
        && nanos.getAsLong() - oldest.beganAt > patience;
  }

  private static Answer tryAgain(long shortest, long longest) {
    return Answer.problem(503, "Try again", "The hub gets more webhooks than it can take just now.")
        .after(ThreadLocalRandom.current().nextLong(shortest, longest + 1));
  }
}
