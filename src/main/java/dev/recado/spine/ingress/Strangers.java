package dev.recado.spine.ingress;

import java.time.Duration;
import java.util.OptionalLong;

/** The refusals of callers whose secret is wrong. Beyond their allowance they are told to wait. */
final class Strangers {

  /** A person has to bring the secret back. */
  private static final Duration BLIND = Duration.ofMinutes(1);

  private final RateLimit rateLimit;

  Strangers(RateLimit rateLimit) {
    this.rateLimit = rateLimit;
  }

  /** Counts such a caller and returns the refusal. */
  Answer refusal(WebhookSource source, String address) {
    return refusal(source, address, 401);
  }

  /** The same with another status than 401 within the allowance. */
  Answer refusal(WebhookSource source, String address, int status) {
    OptionalLong wait = rateLimit.tooMany("webhooks of " + source.name(), address);
    if (wait.isEmpty()) {
      return source.blind()
          ? Answer.tryAgain(BLIND)
          : Answer.problem(status, "Not trusted", "The token or the signature is wrong.");
    }
    return Answer.problem(429, "Too many requests", "Too many requests without a token.")
        .after(wait.getAsLong());
  }
}
