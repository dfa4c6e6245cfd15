package dev.recado.systems.meta;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that Meta refuses the number or slows it down. Then the number rests, longer each time,
 * until Meta accepts a message again.
 */
final class Restraint {

  /** How long the others wait for the result of a trial. */
  private static final Duration TRIAL = Duration.ofSeconds(10);

  private static final int MOST_DOUBLINGS = 8;

  /** How many messages are tried at once after a pause for speed. */
  private static final int GENTLY = 4;

  /** Why the number rests. */
  enum Kind {
    /** The token: somebody puts it right, and messages must go soon after. */
    TOKEN(Duration.ofSeconds(30), Duration.ofMinutes(5), 1),
    /** WhatsApp restricts the number; to insist would make it worse. */
    SPAM(Duration.ofMinutes(15), Duration.ofHours(2), 1),
    /** The account is locked or not in order. */
    ACCOUNT(Duration.ofMinutes(5), Duration.ofHours(1), 1),
    /** The app or the account calls too often. */
    CALLS(Duration.ofMinutes(1), Duration.ofMinutes(15), GENTLY),
    /** The number sends too fast. */
    THROUGHPUT(Duration.ofSeconds(2), Duration.ofMinutes(1), GENTLY);

    private final Duration first;
    private final Duration longest;
    private final int afterwards;

    Kind(Duration first, Duration longest, int afterwards) {
      this.first = first;
      this.longest = longest;
      this.afterwards = afterwards;
    }

    private Duration pause(int times) {
      Duration pause = first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
      return pause.compareTo(longest) > 0 ? longest : pause;
    }
  }

  private final Clock clock;
  private @Nullable Kind kind;
  private String reason = "";
  private int times;
  private Instant restUntil = Instant.MIN;
  private Instant trialUntil = Instant.MIN;

  Restraint(Clock clock) {
    this.clock = clock;
  }

  /**
   * Records a refusal; refusals of calls that ran at the same time count as one.
   *
   * @return true for the first of them
   */
  synchronized boolean refused(Kind why, String because) {
    Instant now = clock.instant();
    if (why == kind && now.isBefore(restUntil)) {
      return false;
    }
    times = why == kind ? times + 1 : 0;
    kind = why;
    reason = because;
    restUntil = now.plus(why.pause(times));
    return true;
  }

  /** Meta has a message. An answer to a call that began before the refusal ends no pause. */
  synchronized void accepted() {
    if (kind != null && !clock.instant().isBefore(restUntil)) {
      kind = null;
      times = 0;
    }
  }

  /** How many messages may be tried now. */
  synchronized int room(int wanted) {
    if (kind == null || wanted <= 0) {
      return wanted;
    }
    Instant now = clock.instant();
    if (now.isBefore(restUntil) || now.isBefore(trialUntil)) {
      return 0;
    }
    if (kind.afterwards == 1) {
      trialUntil = now.plus(TRIAL);
    }
    return Math.min(wanted, kind.afterwards);
  }

  /** How long the number rests from now on. */
  synchronized Duration left() {
    Duration left = kind == null ? Duration.ZERO : Duration.between(clock.instant(), restUntil);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The message for operators; null also for a short pause that ends by itself. */
  synchronized @Nullable String trouble() {
    return kind == null || kind == Kind.THROUGHPUT ? null : reason;
  }
}
