package dev.recado.spine.camel;

import java.util.List;

/**
 * A value that an action would never return.
 *
 * @param path the names and the list positions (from 0) that lead to the value; empty for the whole
 *     body
 * @param why a sentence that begins with the action's name
 */
public record Misfit(List<String> path, String why) {

  /** Copies the path. */
  public Misfit {
    path = List.copyOf(path);
  }
}
