package dev.recado.chat.conversation;

import java.util.Optional;
import java.util.UUID;

/**
 * Finds conversations that the hub began, by their ids. The package that begins them implements it.
 */
@FunctionalInterface
public interface BegunConversations {

  /**
   * Finds a conversation that the hub began.
   *
   * @param id the id from {@code POST /start-proactive}
   * @return the conversation's key, or empty if nothing was begun under this id
   */
  Optional<String> conversation(UUID id);
}
