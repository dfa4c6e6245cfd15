package dev.recado.api.security;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log who came in and who was kept out; strangers cannot fill a disk with it. */
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

  /** What somebody did who had proved who he is. */
  void done(String what) {
    log.info(what);
  }

  /** What should worry somebody, and cannot be brought about without a secret. */
  void alarm(String what) {
    log.warn(what);
  }

  /** What anybody can bring about as often as he likes: some lines a minute, and how many not. */
  void ofStranger(String what) {
    if (!lines.tryConsume(1)) {
      leftOut.incrementAndGet();
      return;
    }
    long before = leftOut.getAndSet(0);
    log.warn(before == 0 ? what : what + " (left out before this: " + before + " such lines)");
  }
}
