package dev.recado.ground.web;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the parameters and fields of callers. */
public final class Said {

  private Said() {}

  /**
   * Removes the blanks around a text.
   *
   * @param value as it came, or null
   * @return null if nothing is left
   */
  public static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Checks the parameter {@code state}: a misspelt state would silently find nothing.
   *
   * @param state in any case, or null for any state
   * @param known the existing states, in capitals
   * @return in capitals, or null
   * @throws Refusal with 400 if there is no such state
   */
  public static @Nullable String state(@Nullable String state, Class<? extends Enum<?>> known) {
    if (state == null) {
      return null;
    }
    String upper = state.toUpperCase(Locale.ROOT);
    Set<String> names = new TreeSet<>();
    for (Enum<?> one : known.getEnumConstants()) {
      names.add(one.name());
    }
    if (!names.contains(upper)) {
      throw Refusal.badRequest(
          "The parameter 'state' must be one of " + String.join(", ", names) + ".");
    }
    return upper;
  }
}
