package dev.recado.api.web;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The words that a filter may use; a misspelt one would silently find nothing. */
final class States {

  static final Set<String> OF_EVENTS =
      Set.of("WAITING", "RETRY", "DONE", "DROPPED", "PARKED", "DEAD");

  static final Set<String> OF_MESSAGES =
      Set.of(
          "QUEUED",
          "SENDING",
          "SENT",
          "DELIVERED",
          "READ",
          "RETRY",
          "HELD",
          "UNKNOWN",
          "DEAD",
          "CANCELLED");

  private States() {}

  static @Nullable String check(@Nullable String state, Set<String> known) {
    if (state == null) {
      return null;
    }
    String upper = state.toUpperCase(Locale.ROOT);
    if (!known.contains(upper)) {
      throw Refusal.badRequest(
          "The parameter 'state' must be one of " + String.join(", ", new TreeSet<>(known)) + ".");
    }
    return upper;
  }
}
