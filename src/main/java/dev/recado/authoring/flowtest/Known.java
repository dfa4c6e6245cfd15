package dev.recado.authoring.flowtest;

import dev.recado.authoring.lint.Nearest;
import java.util.Collection;

/** Completes a sentence about an unknown name. */
final class Known {

  private Known() {}

  /** Names the nearest known name if one is near, or else all of them. */
  static String hint(String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    String near = nearest(name, known);
    return near.isEmpty()
        ? "; there are " + String.join(", ", known.stream().sorted().toList())
        : near;
  }

  /** Names the nearest known name if one is near, or else nothing. */
  static String nearest(String name, Collection<String> known) {
    return Nearest.to(name, known).map(other -> "; did you mean '" + other + "'?").orElse("");
  }
}
