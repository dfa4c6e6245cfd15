package dev.recado.spine.outbox;

/**
 * Where a message stands; the names are what the API and the table show.
 *
 * <p>SQL has them as literals: PostgreSQL uses an index on some states only where it can read in
 * the statement that no other is asked for.
 */
public enum MessageState {
  /** It is to go out as soon as it is due. */
  QUEUED,
  /** A dispatcher has it in hand. */
  SENDING,
  /** The provider has taken it. */
  SENT,
  /** It is on the phone. */
  DELIVERED,
  /** It was seen. */
  READ,
  /** It could not be sent and is tried again. */
  RETRY,
  /** The gate keeps it back, until a time or until a person decides. */
  HELD,
  /** Nobody can tell whether it went out; a person must look. */
  UNKNOWN,
  /** It was given up; a person must look. */
  DEAD,
  /** It is not wanted any more. */
  CANCELLED;

  /**
   * Tells whether it waits for its turn.
   *
   * @return false also while it is being sent
   */
  public boolean waits() {
    return this == QUEUED || this == RETRY || this == HELD;
  }

  /**
   * Tells whether it has yet to go out.
   *
   * @return true where it waits, and while it is being sent
   */
  public boolean open() {
    return waits() || this == SENDING;
  }
}
