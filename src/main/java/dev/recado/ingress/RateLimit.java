package dev.recado.ingress;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Counts the requests of each address that came without a valid token. */
public final class RateLimit {

  /** More addresses than this at once would be an attack; the least used ones are forgotten. */
  private static final long ADDRESSES = 50_000;

  private final LoadingCache<String, Bucket> buckets;
  private final RateLimitSettings settings;

  RateLimit(RateLimitSettings settings) {
    this.settings = settings;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterAccess(period(settings))
            .build(address -> bucket(settings));
  }

  private static Bucket bucket(RateLimitSettings settings) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(settings.requests())
                .refillGreedy(settings.requests(), period(settings))
                .build())
        .build();
  }

  private static Duration period(RateLimitSettings settings) {
    return Duration.ofSeconds(settings.period());
  }

  /**
   * Counts one request.
   *
   * @param address the caller's address
   * @return false where its allowance is used up
   */
  public boolean allows(String address) {
    Bucket bucket = buckets.get(address);
    return bucket != null && bucket.tryConsume(1);
  }

  /**
   * Says after how long one more request may be tried.
   *
   * @return whole seconds, at least one
   */
  public long retryAfterSeconds() {
    return Math.max(1, settings.period() / Math.max(1, settings.requests()));
  }
}
