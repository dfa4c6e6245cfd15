package dev.recado.spine.outbox;

import java.time.Instant;

/** Hears of what contacts do, in the transaction that stores it. */
public interface ContactListener {

  /**
   * A contact wrote.
   *
   * @param conversation its key
   * @param at when, as the provider says
   */
  default void wrote(String conversation, Instant at) {}

  /**
   * A contact wants no more messages.
   *
   * @param conversation its key
   * @param at when the hub heard of it
   */
  default void optedOut(String conversation, Instant at) {}
}
