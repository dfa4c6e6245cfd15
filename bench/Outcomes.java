package bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sent items without an outcome; each must have one within a limit. */
final class Outcomes {

  /** Checks whether the outcome is there. */
  interface Look {
    boolean there();
  }

  private record Expected(String kind, String what, long since, Look look) {}

  private final Map<Integer, Expected> open = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger had = new AtomicInteger();
  private final Duration limit;
  private final Troubles troubles;

  Outcomes(Duration limit, Troubles troubles) {
    this.limit = limit;
    this.troubles = troubles;
  }

  /**
   * Expects something.
   *
   * @param kind such as {@code message of an invoice}
   * @param what its name
   */
  void expect(String kind, String what, Look look) {
    open.put(numbers.incrementAndGet(), new Expected(kind, what, System.nanoTime(), look));
  }

  /** Checks all open items, oldest first. */
  synchronized void look() {
    for (Integer number : open.keySet().stream().sorted().toList()) {
      Expected expected = open.get(number);
      if (expected.look().there()) {
        open.remove(number);
        had.incrementAndGet();
      } else if (System.nanoTime() - expected.since() > limit.toNanos()) {
        open.remove(number);
        troubles.add(
            "No " + expected.kind() + " within " + limit.toSeconds() + " s", expected.what());
      }
    }
  }

  int open() {
    return open.size();
  }

  int had() {
    return had.get();
  }
}
