package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many webhooks each source may send until the hub looks at its backlog again.
 *
 * <p>Kafka takes more than the flows can handle, for hours if need be. That is right for a surge,
 * and while PostgreSQL is away. If it lasts, every customer gets an answer late, and the intake
 * itself slows the flows down. So while a new webhook would wait too long, the hub takes in no more
 * than it works on.
 *
 * <p>The limit is the same number for each source: the <em>level</em>. It falls while more arrive
 * than fit, and rises while fewer do. So it settles where those that send less than the level are
 * all let in, and the others share the rest evenly. It limits a number and not a part: a sender
 * that is refused may send ever faster and gains nothing.
 */
final class Headroom {

  private static final Logger log = LoggerFactory.getLogger(Headroom.class);

  /** A backlog up to this size is worked off soon enough at any pace. */
  private static final double SMALL_BACKLOG = 1_000;

  /** While a backlog is far too long, a flood gets in with this part of the work: it shrinks. */
  private static final double LEAST = 0.5;

  /** A source may send the webhooks of so many seconds at once, if it was quiet before. */
  private static final double BURST = 5;

  private final double longestWait;
  private final LongSupplier nanos;
  private final Pace pace = new Pace();
  private volatile Period period;
  private volatile double share = 1;
  private Backlog.@Nullable Count last;
  private boolean refusing;

  /** The time between two looks. */
  private static final class Period {

    private final double level;
    private final long beganAt;
    private final Set<String> floodedBefore;
    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final Set<String> floods = ConcurrentHashMap.newKeySet();
    private final LongAdder refused = new LongAdder();

    Period(double level, long beganAt, Set<String> floodedBefore) {
      this.level = level;
      this.beganAt = beganAt;
      this.floodedBefore = floodedBefore;
    }

    /** A flood comes in evenly. It would take its whole level at once, and be answered late. */
    double limit(String source, long now) {
      return floodedBefore.contains(source)
          ? Math.max(1, level * Math.min(1, (now - beganAt) / 1e9))
          : level;
    }

    void refuse(String source) {
      floods.add(source);
      refused.increment();
    }

    AtomicInteger of(String source) {
      return taken.computeIfAbsent(source, name -> new AtomicInteger());
    }

    double share() {
      long in = taken.values().stream().mapToLong(AtomicInteger::get).sum();
      return refused.sum() == 0 ? 1 : (double) in / (in + refused.sum());
    }
  }

  /**
   * Makes one.
   *
   * @param longestWait how long an acknowledged webhook may wait to be worked on
   * @param nanos a clock that never jumps
   */
  Headroom(Duration longestWait, LongSupplier nanos) {
    this.longestWait = longestWait.toNanos() / 1e9;
    this.nanos = nanos;
    this.period = new Period(longest(), nanos.getAsLong(), Set.of());
  }

  /** The part of the webhooks that came in between the last two looks, from 0 to 1. */
  double share() {
    return share;
  }

  /** Whether a webhook of a source may come in now; if so, it counts. */
  boolean takes(String source) {
    Period now = period;
    AtomicInteger taken = now.of(source);
    if (taken.incrementAndGet() <= now.limit(source, nanos.getAsLong())) {
      return true;
    }
    taken.decrementAndGet();
    now.refuse(source);
    return false;
  }

  /** Counts a webhook no more that was refused for another reason: it is no work for the hub. */
  void givesBack(String source) {
    period.of(source).updateAndGet(taken -> Math.max(0, taken - 1));
  }

  /** Takes the counts of the log; called about once a second. */
  void look(Backlog.Count count) {
    long now = nanos.getAsLong();
    pace.look(now, count);
    Period ended = period;
    double level = pace.stopped() ? Double.MAX_VALUE : level(ended, count);
    period = new Period(level, now, ended.floods);
    last = count;
    share = ended.share();
    log(count);
  }

  /**
   * Kafka does not answer. If it is away, its breaker refuses webhooks. If it stays silent here
   * alone, that is no reason to refuse any, but one late answer must not let a flood in.
   */
  void lost() {
    period = new Period(2 * period.level, nanos.getAsLong(), period.floods);
  }

  private double level(Period ended, Backlog.Count count) {
    double worked = pace.perSecond();
    double arrived = arrived(count);
    // A shrinking backlog, as after an outage, is no reason to refuse webhooks.
    boolean shrinks = arrived + ended.refused.sum() <= worked;
    double free = longest() - count.waiting();
    double room = Math.max(free + worked, shrinks ? worked : LEAST * worked);
    double most = Math.max(free, BURST * worked);
    double rise = Math.min(2, room / Math.max(1, arrived));
    return Math.max(1, Math.max(free, Math.min(most, Math.min(most, ended.level) * rise)));
  }

  /** The longest backlog that is worked off in time. */
  private double longest() {
    return Math.max(SMALL_BACKLOG, longestWait * pace.perSecond());
  }

  private long arrived(Backlog.Count count) {
    return last == null ? 0 : count.waiting() + count.taken() - last.waiting() - last.taken();
  }

  private void log(Backlog.Count count) {
    if (!refusing && share < 1) {
      refusing = true;
      log.warn(
          "More webhooks come than the hub can work on: {} wait. The hub takes in only a part of"
              + " the new ones and tells the other senders to try again",
          count.waiting());
    } else if (refusing && share == 1 && count.waiting() < longest() / 2) {
      refusing = false;
      log.info("The hub takes in all webhooks again");
    }
  }
}
