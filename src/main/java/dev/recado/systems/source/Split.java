package dev.recado.systems.source;

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
   * @return the items; null if there is no list
   */
  @Nullable List<Item> of(Map<String, @Nullable Object> whole) {
    Object found = list.in((Object) whole);
    if (found instanceof Map<?, ?>) {
      return List.of(item(found, whole));
    }
    return found instanceof List<?> items
        ? items.stream().map(item -> item(item, whole)).toList()
        : null;
  }

  private Item item(@Nullable Object item, Map<String, @Nullable Object> whole) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    if (item instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> own.put(String.valueOf(name), value));
    } else {
      own.put("value", item);
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    keep.forEach(name -> body.put(name, whole.get(name)));
    body.putAll(own);
    return new Item(own, body);
  }

  /**
   * An item of the list.
   *
   * @param own its own fields
   * @param body these, and the fields beside the list that are kept
   */
  record Item(Map<String, @Nullable Object> own, Map<String, @Nullable Object> body) {}
}
