package dev.recado.systems.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list in the webhook of which each item is an event.
 *
 * @param list where the list stands
 * @param keep names of fields beside the list that each event gets, too
 */
record Split(Place list, List<String> keep) {

  /** The name of the body when it is itself the list. */
  static final String WHOLE = "list";

  /**
   * Takes a webhook apart.
   *
   * <p>A list of one looks like its item in XML and in a form, so a single item counts as a list.
   *
   * @return the fields of each item; null if there is no list
   */
  @Nullable List<Map<String, @Nullable Object>> of(Map<String, @Nullable Object> whole) {
    Object found = list.in((Object) whole);
    if (found instanceof Map<?, ?>) {
      return bodies(List.of(found), whole);
    }
    return found instanceof List<?> items ? bodies(items, whole) : null;
  }

  private List<Map<String, @Nullable Object>> bodies(
      List<?> items, Map<String, @Nullable Object> whole) {
    List<Map<String, @Nullable Object>> bodies = new ArrayList<>();
    for (Object item : items) {
      Map<String, @Nullable Object> body = new LinkedHashMap<>();
      keep.forEach(name -> body.put(name, whole.get(name)));
      if (item instanceof Map<?, ?> fields) {
        fields.forEach((name, value) -> body.put(String.valueOf(name), value));
      } else {
        body.put("value", item);
      }
      bodies.add(body);
    }
    return bodies;
  }
}
