package dev.recado.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt to send ended; every connector answers with one of these. */
public sealed interface Outcome {

  /**
   * The far side has it.
   *
   * @param providerId its id there, or null where the answer held none
   * @param chatId where the contact is reached from now on, or null where nothing new was learnt
   */
  record Done(@Nullable String providerId, @Nullable String chatId) implements Outcome {}

  /**
   * The far side does not have it, and time may cure that.
   *
   * @param reason without secrets
   * @param after how long the far side asked us to wait, or null for the schedule
   */
  record Retry(String reason, @Nullable Duration after) implements Outcome {}

  /**
   * Nothing was tried, for what this depends on has yet to happen; nobody is to blame.
   *
   * @param reason without secrets
   * @param after when to look again
   */
  record NotYet(String reason, Duration after) implements Outcome {}

  /**
   * The far side said no, and would say it again.
   *
   * @param reason without secrets
   */
  record Refused(String reason) implements Outcome {}

  /**
   * The request went out and its answer was lost: the far side may have it or not.
   *
   * @param reason without secrets
   */
  record Unknown(String reason) implements Outcome {}
}
