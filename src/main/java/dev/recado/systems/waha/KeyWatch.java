package dev.recado.systems.waha;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that WAHA refuses the key: then nobody asks but one at a time, after longer and longer
 * pauses, until the key is accepted (docs/contracts.md#waha-errors: 401 is a matter of settings).
 *
 * <p>There is one for what is asked and one for what is sent: a key may be good for one of them
 * only.
 */
final class KeyWatch {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 4;

  /** How long whoever may try is waited for. */
  private static final Duration TRIAL = Duration.ofSeconds(2);

  private final Clock clock;
  private int refusals;
  private int status;
  private Instant restUntil = Instant.MIN;
  private Instant trialUntil = Instant.MIN;

  KeyWatch(Clock clock) {
    this.clock = clock;
  }

  /** Whether the answer to it was a refusal of the key. */
  static boolean refuses(int status) {
    return status == 401 || status == 403;
  }

  /** Also of those that were under way at once this is one refusal. */
  synchronized void refused(int answered) {
    Instant now = clock.instant();
    status = answered;
    if (refusals == 0 || !now.isBefore(restUntil)) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS));
      refusals++;
      restUntil = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
  }

  synchronized void accepted() {
    refusals = 0;
  }

  synchronized boolean refused() {
    return refusals > 0;
  }

  /** Whether the caller may ask now; while the key is refused, one caller after each pause. */
  synchronized boolean mayAsk() {
    if (refusals == 0) {
      return true;
    }
    Instant now = clock.instant();
    if (now.isBefore(restUntil) || now.isBefore(trialUntil)) {
      return false;
    }
    trialUntil = now.plus(TRIAL);
    return true;
  }

  /** What operators are told while the key is refused, or null. */
  synchronized @Nullable String trouble() {
    return refusals == 0 ? null : told(status);
  }

  static String told(int status) {
    return "WAHA_"
        + status
        + ": the key is refused; correct WAHA_API_KEY and restart the hub, or correct the key in"
        + " WAHA. Messages wait and go out by themselves then";
  }
}
