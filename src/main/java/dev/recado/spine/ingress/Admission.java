package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns back at once what could not be acknowledged in time, or not be worked on in time.
 *
 * <p>Told so early, a sender has lost nothing and comes again. Those who come again are told
 * different times, or they would all come at once.
 */
final class Admission {

  private final DoubleSupplier share;
  private final long patience;
  private final long retryAfter;
  private final LongSupplier nanos;
  private final Queue<Call> underWay = new ConcurrentLinkedQueue<>();

  /** A webhook whose body is complete and that has no answer yet. */
  private static final class Call {

    private final long begun;
    private volatile boolean done;

    Call(long begun) {
      this.begun = begun;
    }
  }

  /**
   * Makes one.
   *
   * @param share the part of the webhooks that can be worked on, from 0 to 1
   * @param patience while an older webhook waits for its acknowledgement for longer, none comes in
   * @param retryAfter what a sender is told to wait at least
   * @param nanos a clock that never jumps
   */
  Admission(DoubleSupplier share, Duration patience, Duration retryAfter, LongSupplier nanos) {
    this.share = share;
    this.patience = patience.toNanos();
    this.retryAfter = Math.max(1, retryAfter.toSeconds());
    this.nanos = nanos;
  }

  /** The answer to a webhook that comes now, or null where it may come in. */
  @Nullable Answer refusal() {
    if (late()) {
      return busy(1, retryAfter);
    }
    double part = share.getAsDouble();
    boolean in = part >= 1 || ThreadLocalRandom.current().nextDouble() < part;
    return in ? null : busy(retryAfter, 3 * retryAfter);
  }

  /** Counts one that came in; to be run when it has its answer. */
  Runnable begin() {
    Call call = new Call(nanos.getAsLong());
    underWay.add(call);
    return () -> call.done = true;
  }

  private boolean late() {
    Call oldest = underWay.peek();
    while (oldest != null && oldest.done) {
      underWay.remove(oldest);
      oldest = underWay.peek();
    }
    return oldest != null && nanos.getAsLong() - oldest.begun > patience;
  }

  private static Answer busy(long least, long most) {
    return Answer.problem(503, "Try again", "More comes than the hub can take just now.")
        .after(ThreadLocalRandom.current().nextLong(least, most + 1));
  }
}
