package dev.recado.spine.flow;

import java.util.Map;

/**
 * An outside system and the types of its events.
 *
 * <p>Implementations are named in {@code META-INF/services}: lint and the editor schemas need the
 * types without a running hub.
 */
public interface EventSource {

  /**
   * Lists the types that have fixed names.
   *
   * @return a sentence for each type, such as {@code form.submitted}
   */
  Map<String, String> types();

  /**
   * Tells whether an event of a type without a fixed name can come.
   *
   * @param type such as {@code odoo.res.partner}
   */
  default boolean tells(String type) {
    return false;
  }
}
