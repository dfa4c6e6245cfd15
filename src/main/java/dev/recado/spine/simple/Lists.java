package dev.recado.spine.simple;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Entries of lists. */
final class Lists {

  private Lists() {}

  /**
   * Finds a field of the first entry that has a value in another field.
   *
   * @param list of maps; entries of other kinds are passed over
   * @param field where to look
   * @param sought its value as a text
   * @param wanted the field to give
   * @return null if there is no such entry, or no such field in it
   */
  static @Nullable Object find(Object list, String field, String sought, String wanted) {
    if (!(list instanceof Collection<?> entries)) {
      throw UnusableValueException.kind("find", "uma lista", list);
    }
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> map && Objects.toString(map.get(field), "").equals(sought)) {
        return map.get(wanted);
      }
    }
    return null;
  }
}
