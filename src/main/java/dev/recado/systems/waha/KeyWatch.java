package dev.recado.systems.waha;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that WAHA refuses the key. Then only one caller at a time tries, after longer and
 * longer pauses, until WAHA accepts the key (docs/contracts.md#waha-errors: 401 is a matter of
 * settings).
 *
 * <p>There is one watch for queries and one for sending, because a key may be valid for only one of
 * them.
 */
final class KeyWatch {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 4;

  /** How long other callers wait for the result of a trial. */
  private static final Duration TRIAL = Duration.ofSeconds(2);

  private final Clock clock;
  private int refusals;
  private int status;
  private Instant restUntil = Instant.MIN;
  private Instant trialUntil = Instant.MIN;

  KeyWatch(Clock clock) {
    this.clock = clock;
  }

  /** Whether the answer refused the key. */
  static boolean refuses(int status) {
    return status == 401 || status == 403;
  }

  /** Records a refusal; refusals of calls that ran at the same time count as one. */
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

  /** Whether the caller may ask now; while the key is refused, one caller may after each pause. */
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

  /** The message for operators while the key is refused, or null. */
  synchronized @Nullable String trouble() {
    return refusals == 0 ? null : told(status);
  }

  static String told(int status) {
    return "WAHA_"
        + status
        + ": o WAHA recusa a chave da API; corrija-a no canal (apiKey, ou WAHA_API_KEY e reinicie o hub), ou no WAHA."
        + " As mensagens esperam e saem sozinhas";
  }
}
