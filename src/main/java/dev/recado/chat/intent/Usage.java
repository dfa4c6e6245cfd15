package dev.recado.chat.intent;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Notes whether the LLM's answers are used. The breaker does not show it: an LLM that answers
 * nonsense or refuses each text does answer, but is never used.
 */
final class Usage {

  /**
   * How many unused answers in a row are normal: one text may be refused, and one answer may be
   * nonsense.
   */
  private static final int PATIENCE = 3;

  private final Clock clock;
  private @Nullable Instant lastUsedAt;
  private @Nullable String why;
  private int inVain;

  Usage(Clock clock) {
    this.clock = clock;
  }

  synchronized void used() {
    lastUsedAt = clock.instant();
    inVain = 0;
    why = null;
  }

  synchronized void inVain(String reason) {
    inVain++;
    why = reason;
  }

  synchronized @Nullable Instant lastUsedAt() {
    return lastUsedAt;
  }

  /** Why its answers are not used; null while they are used or none was asked for. */
  synchronized @Nullable String trouble() {
    boolean never = lastUsedAt == null && inVain > 0;
    return never || inVain >= PATIENCE ? why : null;
  }
}
