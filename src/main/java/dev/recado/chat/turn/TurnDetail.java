package dev.recado.chat.turn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the body of a turn what a room above this one knows of its conversation; one bean for
 * each.
 */
public interface TurnDetail {

  /**
   * Tells what is known.
   *
   * @param conversation its key
   * @return by the names that flows read them under; empty where nothing is known
   */
  Map<String, @Nullable Object> about(String conversation);
}
