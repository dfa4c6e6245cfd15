package dev.recado.chat.turn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds facts of another package about the conversation to the body of a turn. Each such package has
 * one bean.
 */
public interface TurnDetail {

  /**
   * Gives the facts.
   *
   * @param conversation the conversation's key
   * @return by the names that flows use; empty without facts
   */
  Map<String, @Nullable Object> about(String conversation);
}
