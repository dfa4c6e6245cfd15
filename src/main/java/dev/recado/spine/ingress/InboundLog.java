package dev.recado.spine.ingress;

import java.util.concurrent.CompletableFuture;

/** The log of every event that came in. A record that the log has taken is never lost. */
public interface InboundLog {

  /**
   * Writes a record durably.
   *
   * @param record the event
   * @return completes once every in-sync replica has the record. Fails with {@link
   *     LogAwayException} if the log is away: at once while that is known, else within a second.
   *     Fails with {@link TooLargeException} if the record is too large for the log
   */
  CompletableFuture<Void> append(InboundRecord record);

  /**
   * Tells whether the log's breaker is open because the log failed just now.
   *
   * @return true while {@link #append} fails at once
   */
  default boolean away() {
    return false;
  }
}
