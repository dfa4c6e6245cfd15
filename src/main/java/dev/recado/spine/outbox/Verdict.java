package dev.recado.spine.outbox;

import java.time.Instant;

/** What the gate says of a message that is about to go out. */
sealed interface Verdict {

  /** It may go. */
  record Go() implements Verdict {}

  /** It may not go now, and may be asked for again at a time. */
  record Hold(String reason, Instant until) implements Verdict {}

  /** It may never go. */
  record Cancel(String reason) implements Verdict {}

  Verdict GO = new Go();
}
