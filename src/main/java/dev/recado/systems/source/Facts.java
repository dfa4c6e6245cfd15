package dev.recado.systems.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of one event.
 *
 * @param body the event's own fields
 * @param whole the fields of the whole webhook, of which the event may be one item
 * @param kept headers and parameters, see {@link Request}
 * @param place of the item in its list, from 0; also 0 for an event that is a whole webhook
 * @param own the fields that the item itself has: its body without what stands beside the list
 */
record Facts(
    Map<String, @Nullable Object> body,
    Map<String, @Nullable Object> whole,
    Map<String, String> kept,
    int place,
    Map<String, @Nullable Object> own) {

  /** The facts of a webhook that is one event. */
  static Facts of(Map<String, @Nullable Object> whole, Map<String, String> kept) {
    return new Facts(whole, whole, kept, 0, whole);
  }
}
