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
 * Counts what each network is refused for want of a valid secret, for each purpose by itself.
 *
 * <p>Whoever asks has looked at the secret before: what is right is neither counted nor held back,
 * however much was wrong (ADR 0020).
 */
public final class RateLimit {

  /** More of them at once would be an attack; the least used ones are forgotten. */
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

  /** What shares an allowance. */
  private record Counted(String purpose, String network) {}

  /**
   * Counts one request that is refused.
   *
   * @param purpose what it wanted; purposes do not share an allowance
   * @param address the caller's address
   * @return empty while the allowance lasts; then after how many seconds, at least one, there is
   *     some again
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
