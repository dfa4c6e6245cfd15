package dev.recado.spine.outbox;

import java.time.Instant;

/** The decision of the gate on a message that is about to go out. */
sealed interface Verdict {

  /** It may go. */
  record Go() implements Verdict {}

  /** It may not go now; the gate is asked again at the given time. */
  record Hold(String reason, Instant until) implements Verdict {}

  /** It may never go. */
  record Cancel(String reason) implements Verdict {}

  /** It may never go, and somebody must look at it. */
  record Refuse(String reason) implements Verdict {}

  /** It may go in this form only. */
  record Instead(Delivery delivery) implements Verdict {}

  Verdict GO = new Go();
}
