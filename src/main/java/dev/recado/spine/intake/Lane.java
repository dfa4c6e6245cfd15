package dev.recado.spine.intake;

import java.util.Set;

/**
 * The due events that a set of workers takes.
 *
 * @param name of its threads
 * @param types the event types that it takes, or leaves out
 * @param only true: these types and no others; false: all but these
 * @param inOrder whether the events of one subject run one after another, in the order they were
 *     set
 * @param width how many workers it has
 * @param share how many workers one flow may occupy
 */
record Lane(String name, Set<String> types, boolean only, boolean inOrder, int width, int share) {

  /**
   * One flow gets half of the workers at most, so a hanging outside system does not stop the
   * others.
   */
  static Lane allBut(Set<String> types, int width) {
    return new Lane("late-events", types, false, false, width, Math.max(1, width / 2));
  }

  /** One type gets its own workers, and its events run in order. */
  static Lane only(String type, int width) {
    return new Lane(type, Set.of(type), true, true, width, width);
  }
}
