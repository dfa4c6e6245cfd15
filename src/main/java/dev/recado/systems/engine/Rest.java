package dev.recado.systems.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a gateway takes no messages: it refuses the hub's key, or its session is not
 * connected. Then only one message is tried from time to time, after longer and longer pauses.
 */
public final class Rest {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 3;

  /** How long others wait for the result of a trial. */
  private static final Duration TRIAL = Duration.ofSeconds(2);

  private final Clock clock;
  private @Nullable String reason;
  private int refusals;
  private Instant since = Instant.MIN;
  private Instant until = Instant.MIN;
  private Instant trialUntil = Instant.MIN;

  /** Creates one that does not rest. */
  public Rest(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins a rest, or prolongs it; refusals of messages that ran at the same time count as one.
   *
   * @param why what is wrong and what to do, one line without secrets
   */
  public synchronized void begin(String why) {
    Instant now = clock.instant();
    if (reason == null) {
      since = now;
      refusals = 0;
    } else if (now.isBefore(until)) {
      reason = why;
      return;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS));
    refusals++;
    reason = why;
    until = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  /** Ends the rest: the gateway took a message, or says that it is well. */
  public synchronized void end() {
    reason = null;
    trialUntil = Instant.MIN;
  }

  /** Tells whether a message may be tried now; during a rest, one after each pause. */
  public synchronized boolean mayTry() {
    Instant now = clock.instant();
    if (reason == null) {
      return true;
    }
    if (now.isBefore(until) || now.isBefore(trialUntil)) {
      return false;
    }
    trialUntil = now.plus(TRIAL);
    return true;
  }

  /** Gives the reason of the rest, or null without one. */
  public synchronized @Nullable String reason() {
    return reason;
  }

  /** Gives the moment when the rest began. */
  public synchronized Instant since() {
    return since;
  }
}
