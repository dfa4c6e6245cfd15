package dev.recado.spine.ingress;

import java.util.concurrent.CompletableFuture;

/** The log of everything that came in; what it has taken is never lost. */
public interface InboundLog {

  /**
   * Writes a record durably.
   *
   * @param record the event
   * @return completes once every in-sync replica has it; fails with {@link LogAwayException} at
   *     once while the log is known to be away, and within a second otherwise; with {@link
   *     TooLargeException} where the record is too large for the log, whenever it is sent
   */
  CompletableFuture<Void> append(InboundRecord record);

  /**
   * Tells whether the log is being spared because it failed just now.
   *
   * @return true while {@link #append} fails at once
   */
  default boolean away() {
    return false;
  }
}
