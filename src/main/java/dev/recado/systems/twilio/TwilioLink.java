package dev.recado.systems.twilio;

import dev.recado.spine.channel.Link;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One number at Twilio as dispatch sees it. While Twilio refuses the channel itself, its messages
 * wait and one is tried from time to time.
 */
final class TwilioLink implements Link {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  /** How long other messages wait for the result of a try. */
  private static final Duration TRIAL = Duration.ofSeconds(10);

  private final Clock clock;
  private @Nullable String refusal;
  private int refusals;
  private Instant restUntil = Instant.MIN;
  private Instant trialUntil = Instant.MIN;

  TwilioLink(Clock clock) {
    this.clock = clock;
  }

  /** Twilio refuses the channel; refusals of sends that ran at the same time count as one. */
  synchronized void refused(String reason) {
    Instant now = clock.instant();
    refusal = reason;
    if (refusals == 0 || !now.isBefore(restUntil)) {
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS));
      refusals++;
      restUntil = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
  }

  /** Twilio has judged a message, so it takes the channel. */
  synchronized void accepted() {
    refusal = null;
    refusals = 0;
  }

  @Override
  public synchronized int room(int wanted) {
    if (refusal == null || wanted <= 0) {
      return wanted;
    }
    Instant now = clock.instant();
    if (now.isBefore(restUntil) || now.isBefore(trialUntil)) {
      return 0;
    }
    trialUntil = now.plus(TRIAL);
    return 1;
  }

  @Override
  public synchronized @Nullable String trouble() {
    return refusal;
  }
}
