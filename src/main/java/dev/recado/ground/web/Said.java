package dev.recado.ground.web;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what callers say in parameters and fields. */
public final class Said {

  private Said() {}

  /**
   * Takes the blanks around a text away.
   *
   * @param value as it came, or null
   * @return null where nothing is left
   */
  public static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Checks the parameter {@code state}: a misspelt one would silently find nothing.
   *
   * @param state in any case, or null for any state
   * @param known the states there are
   * @return in capitals, or null
   * @throws Refusal with 400 where there is no such state
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
