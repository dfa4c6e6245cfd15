package dev.recado.spine.ingress;

import dev.recado.ground.process.StartupProblem;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The allowance of callers without a valid secret, for each address and purpose.
 *
 * @param requests how many requests ({@code RATE_LIMIT_REQUESTS}), at least one
 * @param period the seconds in which they may come ({@code RATE_LIMIT_PERIOD}), at least one
 */
@ConfigurationProperties("recado.rate-limit")
record RateLimitSettings(@DefaultValue("100") int requests, @DefaultValue("3600") long period) {

  RateLimitSettings {
    if (requests < 1 || period < 1) {
      throw new StartupProblem(
          "RATE_LIMIT_REQUESTS or RATE_LIMIT_PERIOD is less than one.",
          "Set both to at least 1, or leave them out.");
    }
  }
}
