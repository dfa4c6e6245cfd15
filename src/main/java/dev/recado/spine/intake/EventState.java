package dev.recado.spine.intake;

/**
 * Where an event stands, and how a run of its flow may end; the API and the table show these names.
 */
public enum EventState {
  /** Rests until it is due; the flow asked for that. */
  WAITING,
  /** Its flow could not be run to the end and will be run again. */
  RETRY,
  /** Its flow has decided, and the effects are in the outbox. */
  DONE,
  /** Its flow found that nothing is to be done. */
  DROPPED,
  /** No flow takes it. */
  PARKED,
  /** A person must look. */
  DEAD;

  /**
   * Tells whether its flow is yet to be run, or run again.
   *
   * @return false where it has ended
   */
  public boolean waits() {
    return this == WAITING || this == RETRY;
  }
}
