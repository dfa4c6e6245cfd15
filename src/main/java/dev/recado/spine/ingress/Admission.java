package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
   * So many of one source wait where it sends more than the hub can take. If a few wait, the
   * machine has paused or another source floods it, and the next webhook may well be in time: most
   * senders send it only once.
   */
  static final int CROWD = 20;

  private final Headroom headroom;
  private final long patience;
  private final long retryAfter;
  private final LongSupplier nanos;
  private final Queue<Call> underWay = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();

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
   * @param headroom how many webhooks of a source can be worked on in time
   * @param patience while a crowd of a source waits for its acknowledgements, and a webhook waits
   *     longer than this, new ones of that source are refused
   * @param retryAfter the shortest time that a refused sender is told to wait
   * @param nanos a clock that never jumps
   */
  Admission(Headroom headroom, Duration patience, Duration retryAfter, LongSupplier nanos) {
    this.headroom = headroom;
    this.patience = patience.toNanos();
    this.retryAfter = Math.max(1, retryAfter.toSeconds());
    this.nanos = nanos;
  }

  /** Returns the refusal of a webhook of a source that comes now, or null if it may come in. */
  @Nullable Answer refusal(String source) {
    if (waiting(source).get() >= CROWD && oneWaitsTooLong()) {
      return tryAgain(1, retryAfter);
    }
    return headroom.takes(source) ? null : tryAgain(retryAfter, 3 * retryAfter);
  }

  /** Takes back that a webhook came in: its body or its proof is wrong, or the log is away. */
  void cameToNothing(String source) {
    headroom.givesBack(source);
  }

  /**
   * Counts a webhook that came in. The caller runs the result once, when the webhook has its
   * answer.
   */
  Runnable begin(String source) {
    Call call = new Call(nanos.getAsLong());
    AtomicInteger crowd = waiting(source);
    underWay.add(call);
    crowd.incrementAndGet();
    return () -> {
      if (call.done.compareAndSet(false, true)) {
        crowd.decrementAndGet();
        oldest();
      }
    };
  }

  private AtomicInteger waiting(String source) {
    return waiting.computeIfAbsent(source, name -> new AtomicInteger());
  }

  /** Counts those that are kept; answered ones may be kept behind one that waits. */
  int kept() {
    return underWay.size();
  }

  /** Forgets the answered ones, and returns the one that has waited longest. */
  private @Nullable Call oldest() {
    Call oldest = underWay.peek();
    while (oldest != null && oldest.done.get()) {
      underWay.remove(oldest);
      oldest = underWay.peek();
    }
    return oldest;
  }

  private boolean oneWaitsTooLong() {
    Call oldest = oldest();
    return oldest != null && nanos.getAsLong() - oldest.beganAt > patience;
  }

  private static Answer tryAgain(long shortest, long longest) {
    return Answer.problem(503, "Try again", "The hub gets more webhooks than it can take just now.")
        .after(ThreadLocalRandom.current().nextLong(shortest, longest + 1));
  }
}
