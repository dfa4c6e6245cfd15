package dev.recado.spine.intake;

import java.util.Set;

/**
 * Which due events a set of workers takes.
 *
 * @param name of its threads
 * @param types the event types it is for, or is not for
 * @param only true: these types and no others; false: all but these
 * @param inOrder whether the events of one subject are run one after another, as they were set
 * @param width how many workers it has
 * @param share how many of them one flow may keep busy
 */
record Lane(String name, Set<String> types, boolean only, boolean inOrder, int width, int share) {

  /** Half for one flow at most: a system outside that hangs costs the others nothing. */
  static Lane allBut(Set<String> types, int width) {
    return new Lane("late-events", types, false, false, width, Math.max(1, width / 2));
  }

  /** Workers of its own for one type, whose events are run in order. */
  static Lane only(String type, int width) {
    return new Lane(type, Set.of(type), true, true, width, width);
  }
}
