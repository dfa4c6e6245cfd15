package dev.recado.spine.ingress;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Counts the requests of each network that had no valid secret, separately for each purpose.
 *
 * <p>The caller of this class has checked the secret before. A request with the right secret is
 * neither counted nor refused, however many were wrong (ADR 0020).
 */
public final class RateLimit {

  /** More networks at once would be an attack. The least used ones are forgotten. */
  private static final long COUNTED = 50_000;

  private final LoadingCache<Counted, Bucket> buckets;

  RateLimit(RateLimitSettings settings) {
    Duration period = Duration.ofSeconds(settings.period());
    Bandwidth allowance =
        Bandwidth.builder()
            .capacity(settings.requests())
            .refillGreedy(settings.requests(), period)
            .build();
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(COUNTED)
            .expireAfterAccess(period)
            .build(counted -> Bucket.builder().addLimit(allowance).build());
  }

  /** Requests with the same purpose and network share an allowance. */
  private record Counted(String purpose, String network) {}

  /**
   * Counts one refused request.
   *
   * @param purpose what the request wanted; purposes do not share an allowance
   * @param address the caller's address
   * @return empty while the allowance lasts; otherwise the seconds until the next request is
   *     allowed, at least one
   */
  public OptionalLong tooMany(String purpose, String address) {
    Bucket bucket = Objects.requireNonNull(buckets.get(new Counted(purpose, Network.of(address))));
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? OptionalLong.empty()
        : OptionalLong.of(
            1 + Duration.ofNanos(Math.max(0, probe.getNanosToWaitForRefill() - 1)).toSeconds());
  }
}
