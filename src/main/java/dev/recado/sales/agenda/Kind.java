package dev.recado.sales.agenda;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind of appointment, for example a visit of two hours.
 *
 * @param id the hub's own id
 * @param name the name as customers read it
 * @param length how long such an appointment takes, in whole minutes
 * @param area the area that it belongs to, as in {@code business.yaml}; null means every area
 * @param active whether customers can book it
 */
record Kind(long id, String name, Duration length, @Nullable String area, boolean active) {

  /** The line of a numbered list: name and length. */
  String line() {
    return name + " (" + Wording.length(length) + ")";
  }
}
