package dev.recado.spine.outbox;

/**
 * The state of a message. The API and the table show these names.
 *
 * <p>SQL contains them as literals: PostgreSQL uses an index on some states only if the statement
 * itself shows that no other state is wanted.
 */
public enum MessageState {
  /** It goes out as soon as it is due. */
  QUEUED,
  /** A dispatcher is sending it. */
  SENDING,
  /** The provider has accepted it. */
  SENT,
  /** It has reached the phone. */
  DELIVERED,
  /** It was read. */
  READ,
  /** It could not be sent and will be retried. */
  RETRY,
  /** The gate holds it until a certain time or until a person decides. */
  HELD,
  /** It is not known whether it went out; a person must look at it. */
  UNKNOWN,
  /** The hub has given up; a person must look at it. */
  DEAD,
  /** It is no longer wanted. */
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
   * Tells whether it has not gone out yet.
   *
   * @return true while it waits and while it is being sent
   */
  public boolean open() {
    return waits() || this == SENDING;
  }
}
