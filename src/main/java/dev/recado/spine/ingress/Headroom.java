package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a part of the webhooks the hub can work on.
 *
 * <p>Kafka takes more than the flows can handle, for hours if need be. That is right for a surge,
 * and for a PostgreSQL that is away. Where it lasts, every customer is told late, and taking in
 * more than goes out makes what goes out less. So: while what is taken in now would wait for too
 * long, no more is taken in than is worked on.
 */
final class Headroom {

  private static final Logger log = LoggerFactory.getLogger(Headroom.class);

  /** Flows are counted by the commit, and a commit is of many. */
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();

  /** What has not moved for so long stands still: it is away, and will catch up. */
  private static final long STILL = Duration.ofSeconds(4).toNanos();

  /** Small hubs have small backlogs: these many are worked on soon enough whatever the pace was. */
  private static final long FEW = 1_000;

  private static final double LEAST = 0.05;

  private final double longestWait;
  private final LongSupplier nanos;
  private final Deque<Look> looks = new ArrayDeque<>();
  private volatile double share = 1;

  private record Look(long at, Backlog.Count count) {}

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

  /** Learns how the log stands now; to be told about once a second. */
  void look(Backlog.Count count) {
    long now = nanos.getAsLong();
    looks.addLast(new Look(now, count));
    while (looks.size() > 2 && now - looks.getFirst().at > WINDOW) {
      looks.removeFirst();
    }
    double before = share;
    share = next(looks.getFirst(), looks.getLast());
    tell(before, count);
  }

  /** Knows nothing any more: Kafka does not answer, and its breaker sees to that. */
  void lost() {
    looks.clear();
    share = 1;
  }

  private double next(Look first, Look last) {
    double taken = perSecond(first, last, last.count.taken() - first.count.taken());
    double came = taken + perSecond(first, last, last.count.waiting() - first.count.waiting());
    if (last.count.waiting() < FEW || taken <= 0 || standsStill(last)) {
      return more();
    }
    double wait = last.count.waiting() / taken;
    if (wait <= longestWait) {
      return more();
    }
    // A backlog that shrinks, as after an outage, turns nobody back.
    double fits = came <= taken ? 1 : taken / came;
    double pressed = fits < 1 && wait > 1.5 * longestWait ? 0.9 * fits : fits;
    return Math.max(LEAST, share * pressed);
  }

  private double more() {
    return Math.min(1, share * 1.1 + LEAST);
  }

  private boolean standsStill(Look last) {
    return looks.stream()
        .filter(look -> look.count.taken() < last.count.taken())
        .noneMatch(look -> last.at - look.at <= STILL);
  }

  private static double perSecond(Look first, Look last, long count) {
    double seconds = (last.at - first.at) / 1e9;
    return seconds <= 0 ? 0 : count / seconds;
  }

  private void tell(double before, Backlog.Count count) {
    if (before == 1 && share < 1) {
      log.warn(
          "More webhooks come than can be worked on: {} wait, and only a part of the new ones is"
              + " taken in; the others are told to come again",
          count.waiting());
    } else if (before < 1 && share == 1) {
      log.info("All webhooks are taken in again");
    }
  }
}
