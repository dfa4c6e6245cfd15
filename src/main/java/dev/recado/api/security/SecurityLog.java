package dev.recado.api.security;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs sign-ins and refusals. Strangers cannot fill a disk with these lines. */
final class SecurityLog {

  private static final Logger log = LoggerFactory.getLogger(SecurityLog.class);
  private static final int LINES_A_MINUTE = 10;

  private final AtomicLong leftOut = new AtomicLong();
  private final Bucket lines =
      Bucket.builder()
          .addLimit(
              Bandwidth.builder()
                  .capacity(LINES_A_MINUTE)
                  .refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1))
                  .build())
          .build();

  /** Logs an act of a user who has signed in. */
  void done(String what) {
    log.info(what);
  }

  /** Logs an alarm for operators that nobody can cause without a secret. */
  void alarm(String what) {
    log.warn(what);
  }

  /**
   * Logs what any caller can cause at any rate: a few lines a minute, with the number of omitted
   * lines.
   */
  void ofStranger(String what) {
    if (!lines.tryConsume(1)) {
      leftOut.incrementAndGet();
      return;
    }
    long before = leftOut.getAndSet(0);
    log.warn(before == 0 ? what : what + " (left out before this: " + before + " such lines)");
  }
}
