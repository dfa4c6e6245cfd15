package dev.recado.chat.intent;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the LLM's answers are of any use. A breaker does not tell: an LLM that talks nonsense or
 * refuses each text answers, and is never used.
 */
final class Usage {

  /** One text may be refused, and one answer may be nonsense. */
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

  /** Why its answers are not used; null while they are, or nobody has asked it. */
  synchronized @Nullable String trouble() {
    boolean never = lastUsedAt == null && inVain > 0;
    return never || inVain >= PATIENCE ? why : null;
  }
}
