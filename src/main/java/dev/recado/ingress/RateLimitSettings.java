package dev.recado.ingress;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The allowance of callers without a valid token, for each address.
 *
 * @param requests how many requests ({@code RATE_LIMIT_REQUESTS})
 * @param period in how many seconds ({@code RATE_LIMIT_PERIOD})
 */
@ConfigurationProperties("recado.rate-limit")
record RateLimitSettings(@DefaultValue("100") int requests, @DefaultValue("3600") long period) {}
