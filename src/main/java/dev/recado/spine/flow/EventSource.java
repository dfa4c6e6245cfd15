package dev.recado.spine.flow;

import java.util.Map;

/**
 * A system outside with the types of events that it tells of.
 *
 * <p>Named in {@code META-INF/services}: lint and the schemas of editors need the types without a
 * hub that runs.
 */
public interface EventSource {

  /**
   * Lists the types that have names of their own.
   *
   * @return a sentence for each type, such as {@code form.submitted}
   */
  Map<String, String> types();

  /**
   * Tells whether an event of a type without a name of its own can come.
   *
   * @param type such as {@code odoo.res.partner}
   */
  default boolean tells(String type) {
    return false;
  }
}
