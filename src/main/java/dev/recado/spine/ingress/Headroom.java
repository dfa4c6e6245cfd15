package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the webhooks that the hub can work on in time.
 *
 * <p>Kafka takes more than the flows can handle, for hours if need be. That is right for a surge,
 * and while PostgreSQL is away. If it lasts, every customer gets an answer late, and the intake
 * itself slows the flows down. So while a new webhook would wait too long, the hub takes in no more
 * than it works on.
 */
final class Headroom {

  private static final Logger log = LoggerFactory.getLogger(Headroom.class);

  /** Finished work is counted at each commit, and one commit covers many records. */
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();

  /**
   * Flows that have finished nothing for this long have stopped, as in an outage. They will catch
   * up.
   */
  private static final long STOPPED_AFTER = Duration.ofSeconds(4).toNanos();

  /** A backlog up to this size is worked off soon enough at any pace. */
  private static final long SMALL_BACKLOG = 1_000;

  private static final double LEAST_SHARE = 0.05;

  private final double longestWait;
  private final LongSupplier nanos;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private volatile double share = 1;

  private record Sample(long at, Backlog.Count count) {}

  /**
   * Makes one.
   *
   * @param longestWait how long an acknowledged webhook may wait to be worked on
   * @param nanos a clock that never jumps
   */
  Headroom(Duration longestWait, LongSupplier nanos) {
    this.longestWait = longestWait.toNanos() / 1e9;
    this.nanos = nanos;
  }

  /** The part of the webhooks that may come in, from 0 to 1. */
  double share() {
    return share;
  }

  /** Takes the counts of the log; called about once a second. */
  void look(Backlog.Count count) {
    long now = nanos.getAsLong();
    samples.addLast(new Sample(now, count));
    while (samples.size() > 2 && now - samples.getFirst().at > WINDOW) {
      samples.removeFirst();
    }
    double before = share;
    share = next(samples.getFirst(), samples.getLast());
    logChange(before, count);
  }

  /** Forgets the counts: Kafka does not answer, and the log's breaker refuses webhooks then. */
  void lost() {
    samples.clear();
    share = 1;
  }

  private double next(Sample first, Sample last) {
    double taken = perSecond(first, last, last.count.taken() - first.count.taken());
    double arrived = taken + perSecond(first, last, last.count.waiting() - first.count.waiting());
    if (last.count.waiting() < SMALL_BACKLOG || taken <= 0 || flowsHaveStopped(last)) {
      return increased();
    }
    double wait = last.count.waiting() / taken;
    if (wait <= longestWait) {
      return increased();
    }
    // A shrinking backlog, as after an outage, is no reason to refuse webhooks.
    double acceptable = arrived <= taken ? 1 : taken / arrived;
    double factor = acceptable < 1 && wait > 1.5 * longestWait ? 0.9 * acceptable : acceptable;
    return Math.max(LEAST_SHARE, share * factor);
  }

  private double increased() {
    return Math.min(1, share * 1.1 + LEAST_SHARE);
  }

  private boolean flowsHaveStopped(Sample last) {
    return samples.stream()
        .filter(sample -> sample.count.taken() < last.count.taken())
        .noneMatch(sample -> last.at - sample.at <= STOPPED_AFTER);
  }

  private static double perSecond(Sample first, Sample last, long count) {
    double seconds = (last.at - first.at) / 1e9;
    return seconds <= 0 ? 0 : count / seconds;
  }

  private void logChange(double before, Backlog.Count count) {
    if (before == 1 && share < 1) {
      log.warn(
          "More webhooks come than the hub can work on: {} wait. The hub takes in only a part of"
              + " the new ones and tells the other senders to try again",
          count.waiting());
    } else if (before < 1 && share == 1) {
      log.info("The hub takes in all webhooks again");
    }
  }
}
