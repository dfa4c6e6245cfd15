package dev.recado.spine.camel;

import java.util.List;

/**
 * Something that an action would never give.
 *
 * @param path of names and of places in lists (from 0) that leads to it; empty for the whole
 * @param why a sentence that begins with the action's name
 */
public record Misfit(List<String> path, String why) {

  /** Takes a copy. */
  public Misfit {
    path = List.copyOf(path);
  }
}
