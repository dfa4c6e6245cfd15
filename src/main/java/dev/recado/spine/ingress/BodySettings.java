package dev.recado.spine.ingress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long a caller may take to send a body, and how large the body may be.
 *
 * @param limit larger bodies are refused with 413
 * @param grace for how long a body may come at any speed
 * @param rate how much must come each second on average after that; otherwise the answer is 408
 * @param within after what time a body must be complete, however fast it comes
 * @param unfinishedPerAddress for how many bodies of one address the hub waits at once; more are
 *     refused with 429. A body counts after one second of waiting
 * @param linger for how long the hub drops the rest of a refused body before it closes the
 *     connection, so that the caller reads the answer and meets no reset
 */
@ConfigurationProperties("recado.ingress.body")
record BodySettings(
    @DefaultValue("4MB") DataSize limit,
    @DefaultValue("5s") Duration grace,
    @DefaultValue("4KB") DataSize rate,
    @DefaultValue("60s") Duration within,
    @DefaultValue("64") int unfinishedPerAddress,
    @DefaultValue("2s") Duration linger) {

  /** For the key and the headers of a record, which are bounded, and Kafka's own. */
  private static final int ROOM = 64 * 1024;

  /** Tells whether to give up a body of this age of which this much has come. */
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
