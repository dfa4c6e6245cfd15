package dev.recado.authoring.flowtest;

import dev.recado.authoring.lint.Nearest;
import java.util.Collection;

/** Ends the sentence about a name that does not exist. */
final class Known {

  private Known() {}

  /** The nearest name where one is near, else all of them. */
  static String hint(String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    String near = nearest(name, known);
    return near.isEmpty()
        ? "; there are " + String.join(", ", known.stream().sorted().toList())
        : near;
  }

  /** The nearest name where one is near, else nothing. */
  static String nearest(String name, Collection<String> known) {
    return Nearest.to(name, known).map(other -> "; did you mean '" + other + "'?").orElse("");
  }
}
