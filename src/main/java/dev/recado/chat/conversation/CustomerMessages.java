package dev.recado.chat.conversation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers' messages: the turn that answers each, and its intent. */
public interface CustomerMessages {

  /**
   * Tells whether a customer has written lately.
   *
   * @param conversation the conversation's key
   * @param since the earliest time
   * @return whether the customer wrote since then
   */
  boolean wroteSince(String conversation, Instant since);

  /** A stored message that has no turn yet. */
  record Unanswered(UUID id, String conversation) {}

  /**
   * Finds a message that needs an answer.
   *
   * @param message the message's id, or that of its event by another way
   * @return the message, or empty if it has a turn, was deleted or is not stored
   */
  Optional<Unanswered> unanswered(UUID message);

  /**
   * A customer's last message.
   *
   * @param message the message's id
   * @param turn the turn that answers it, or null
   * @param waiting whether that turn still waits
   */
  record Last(UUID message, @Nullable UUID turn, boolean waiting) {}

  /**
   * Finds a customer's last message, and locks it for the caller's transaction.
   *
   * @param conversation the conversation's key
   * @return the message, or empty if the customer has written none or deleted all of them
   */
  Optional<Last> last(String conversation);

  /**
   * Stores which turn answers a message.
   *
   * @param message the message's id
   * @param turn the event of the turn
   */
  void answeredBy(UUID message, UUID turn);

  /**
   * Moves all messages of a turn to another turn.
   *
   * @param turn the old turn
   * @param other the new turn
   */
  void leave(UUID turn, UUID other);

  /**
   * Stores the intent of a turn's messages. The conversation shows the last one.
   *
   * @param turn the event of the turn
   * @param intent their intent
   * @param confidence from 0 to 1
   * @param source {@code llm} or {@code local}
   * @param entities the entities in them
   */
  void understood(
      UUID turn, String intent, double confidence, String source, Map<String, Object> entities);

  /**
   * Notes that a turn answered a question of the hub, so its intent says nothing of what the
   * customer wants: the conversation has no last intent.
   *
   * @param turn the event of the turn
   */
  void answered(UUID turn);
}
