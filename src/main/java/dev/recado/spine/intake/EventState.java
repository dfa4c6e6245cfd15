package dev.recado.spine.intake;

/**
 * The state of an event, and the ways a run of its flow may end. The API and the table show these
 * names.
 */
public enum EventState {
  /** It waits until it is due, because its flow asked for that. */
  WAITING,
  /** Its flow could not finish and will run again. */
  RETRY,
  /** Its flow has decided, and the effects are in the outbox. */
  DONE,
  /** Its flow found that the event needs no action. */
  DROPPED,
  /** No flow takes it. */
  PARKED,
  /** The hub has given up; a person must look at it. */
  DEAD;

  /**
   * Tells whether its flow still has to run, or to run again.
   *
   * @return false if it has ended
   */
  public boolean waits() {
    return this == WAITING || this == RETRY;
  }
}
