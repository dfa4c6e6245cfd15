package dev.recado.spine.ingress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long a caller may take to send a body, and how much of it.
 *
 * @param limit larger bodies are refused with 413
 * @param grace how long a body may come as slowly as it likes
 * @param rate what must come each second on average after that, or the caller is told 408
 * @param within when a body must be complete, however fast it comes
 * @param unfinishedPerAddress how many bodies of one address may be waited for at once; more are
 *     refused with 429. A body counts once it has been waited for a second
 * @param linger how long the rest of a refused body is dropped before the connection closes, so
 *     that the caller reads the answer instead of a reset
 */
@ConfigurationProperties("recado.ingress.body")
record BodySettings(
    @DefaultValue("1MB") DataSize limit,
    @DefaultValue("5s") Duration grace,
    @DefaultValue("4KB") DataSize rate,
    @DefaultValue("60s") Duration within,
    @DefaultValue("64") int unfinishedPerAddress,
    @DefaultValue("2s") Duration linger) {

  /** For the key and the headers of a record, which are bounded, and Kafka's own. */
  private static final int ROOM = 64 * 1024;

  /** Tells whether a body is given up that has come so far in so long. */
  boolean tooSlow(long ageNanos, long bytes) {
    double beyondGrace = (ageNanos - grace.toNanos()) / 1e9;
    return beyondGrace > 0 && bytes < beyondGrace * rate.toBytes() || ageNanos > within.toNanos();
  }

  int limitBytes() {
    return (int) limit.toBytes();
  }

  /** How large a record may be in Kafka, so that a body of exactly the limit fits. */
  int recordLimit() {
    return Math.toIntExact(limit.toBytes() + ROOM);
  }
}
