package dev.recado.sales.handover;

import java.time.Instant;

/** Tells when our people are there to answer; the room that knows their hours does. */
@FunctionalInterface
public interface Attended {

  /**
   * Tells from when somebody answers a conversation.
   *
   * @param conversation its key
   * @param now the time of asking
   * @return {@code now} while somebody is at work, or where nobody has hours; else when work begins
   *     again
   */
  Instant from(String conversation, Instant now);
}
