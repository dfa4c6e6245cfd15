package dev.recado.sales.handover;

import java.time.Instant;

/** Tells when people are there to answer. The package that knows their hours implements it. */
@FunctionalInterface
public interface Attended {

  /**
   * Tells from when a person can answer a conversation.
   *
   * @param conversation the conversation's key
   * @param now the current time
   * @return {@code now} while somebody is at work, or if nobody has hours; else the time when work
   *     begins again
   */
  Instant from(String conversation, Instant now);
}
