package dev.recado.spine.outbox;

/** Outcomes by name, for routes of connectors without Java code. */
public final class Outcomes {

  Outcomes() {}

  /**
   * Makes the outcome of a successful send.
   *
   * @return an outcome without a provider id
   */
  public Outcome done() {
    return new Outcome.Done(null, null);
  }
}
