package dev.recado.systems.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of one event.
 *
 * @param body the event's own fields
 * @param whole the fields of the whole webhook, of which the event may be one item
 * @param kept headers and parameters, see {@link Request}
 */
record Facts(
    Map<String, @Nullable Object> body,
    Map<String, @Nullable Object> whole,
    Map<String, String> kept) {}
