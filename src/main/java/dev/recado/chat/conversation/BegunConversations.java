package dev.recado.chat.conversation;

import java.util.Optional;
import java.util.UUID;

/**
 * Knows the conversations that the hub began by the ids it gave; the room that begins them does.
 */
@FunctionalInterface
public interface BegunConversations {

  /**
   * Finds a conversation that the hub began.
   *
   * @param id as {@code POST /start-proactive} gave it
   * @return the conversation's key, or empty where nothing was begun under this id
   */
  Optional<String> conversation(UUID id);
}
