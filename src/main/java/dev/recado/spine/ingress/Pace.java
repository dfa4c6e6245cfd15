package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many webhooks the hub works on in a second, as its backlog shows it.
 *
 * <p>It falls as soon as the work becomes slower and rises slowly: the same number of webhooks may
 * suddenly cost thirty times as much. A hub that has little to do does not show what it can do, so
 * it counts as {@link #UNTRIED}, or as fast as it just was.
 */
final class Pace {

  /** The pace of a hub that has not shown a pace yet. A surge meets such a hub. */
  static final double UNTRIED = 150;

  /** Work that has waited for less than a second is no backlog. */
  private static final long IDLE = (long) UNTRIED;

  /**
   * Offsets move once in a batch, and a batch of slow flows takes seconds. Flows that have finished
   * nothing for this long have stopped, as in an outage. They will catch up.
   */
  private static final long WINDOW = Duration.ofSeconds(15).toNanos();

  /** The shortest time that shows a pace; it holds the commits of some batches. */
  private static final long EVIDENCE = Duration.ofSeconds(3).toNanos();

  /** The looks that found more finished than the look before, after the one that begins. */
  private final Deque<Sample> moves = new ArrayDeque<>();

  private double perSecond = UNTRIED;
  private boolean stopped;

  private record Sample(long at, long taken) {

    double until(Sample later) {
      return later.at == at ? 0 : (later.taken - taken) * 1e9 / (later.at - at);
    }
  }

  /** Webhooks in a second; more than 0. */
  double perSecond() {
    return perSecond;
  }

  /** Whether work waits and none has been finished for a long time. */
  boolean stopped() {
    return stopped;
  }

  /** Takes the counts of the log; called about once a second. */
  void look(long now, Backlog.Count count) {
    Sample last = new Sample(now, count.taken());
    Sample before = moves.peekLast();
    if (before == null || count.waiting() < IDLE) {
      perSecond = before == null ? UNTRIED : Math.max(UNTRIED, before.until(last));
      stopped = false;
      beginWith(last);
    } else if (before.taken < last.taken) {
      stopped = false;
      moved(last);
    } else if (stopped || now - before.at >= WINDOW) {
      stopped = true;
      beginWith(last);
    }
  }

  /** Without the time before: it held no work or no progress, so it says nothing of the pace. */
  private void beginWith(Sample sample) {
    moves.clear();
    moves.addLast(sample);
  }

  private void moved(Sample last) {
    moves.addLast(last);
    while (moves.size() > 2 && last.at - moves.getFirst().at > WINDOW) {
      moves.removeFirst();
    }
    double whole = moves.getFirst().until(last);
    perSecond =
        last.at - moves.getFirst().at < EVIDENCE
            ? Math.max(perSecond, whole)
            : Math.min(whole, recent(last).until(last));
  }

  /** The begin of the shortest time that is long enough. */
  private Sample recent(Sample last) {
    return moves.stream()
        .filter(sample -> last.at - sample.at >= EVIDENCE)
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }
}
